//! What an editor is told by the schema.
