//! Writing where folders can be held open: a link that somebody puts on the way meanwhile bends nothing.

use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
use std::path::{Component, Path};
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::fs::{
    AtFlags, Dir, FlockOperation, Mode as Bits, OFlags, flock, linkat, mkdirat, openat, renameat,
    unlinkat,
};
use rustix::io::Errno;

use super::leftovers::{BEGINS, ENDS, git_folder, is_ours};
use super::request::{Before, Mode, NotWritten, Written};

/// A folder of ours inside of git's.
const OURS: &str = "dealctl";

/// Opens without following a link in the last place, and without waiting for the other end of a pipe.
const PLAIN: OFlags = OFlags::NOFOLLOW
    .union(OFlags::CLOEXEC)
    .union(OFlags::NONBLOCK);

pub(super) fn write(
    root: &Path,
    path: &Path,
    text: &[u8],
    before: Before<'_>,
    mode: Mode,
) -> Result<Written, NotWritten> {
    let (folder, name) = folder_of(root, path)?;
    sweep(&folder);
    let old = match (open(&folder, &name), before) {
        (Ok(_), Before::Absent) | (Err(Errno::NOENT), Before::Bytes(_)) => {
            return Err(NotWritten::Changed);
        }
        (Ok(old), _) => Some(old),
        (Err(Errno::NOENT), Before::Absent | Before::Anything) => None,
        (Err(Errno::LOOP), _) => return Err(NotWritten::Bent),
        (Err(error), _) => return Err(io::Error::from(error).into()),
    };
    let Some(old) = old else {
        return create(&folder, &name, text, mode);
    };
    let there = old.metadata()?;
    if !there.is_file() {
        return Err(NotWritten::Bent);
    }
    if there.permissions().readonly() {
        return Err(NotWritten::ReadOnly);
    }
    if let Before::Bytes(bytes) = before
        && !has(old, bytes)?
    {
        return Err(NotWritten::Changed);
    }
    let place = git_folder(root).and_then(|git| ours(&git, &there));
    let place = place.as_ref().unwrap_or(&folder);
    sweep(place);
    let temporary = Temporary::new(place)?;
    let written = temporary.fill(text, &there)?;
    if !is_as_before(&folder, &name, before)? {
        return Err(NotWritten::Changed);
    }
    // Nobody sweeps while the old file lies under the temporary name.
    let held = Held::new(place);
    temporary.replace(&folder, &name, before)?;
    drop(held);
    // The new name must survive a power cut as well. Not every system can do that to a folder.
    let _ = rustix::fs::fsync(&folder);
    Ok(written)
}

/// Opens the folder of a path below a root, through no link, and returns the name of the file in it.
fn folder_of(root: &Path, path: &Path) -> Result<(OwnedFd, OsString), NotWritten> {
    let folder = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut held = rustix::fs::open(root, folder, Bits::empty()).map_err(io::Error::from)?;
    let mut parts = path.components().peekable();
    while let Some(part) = parts.next() {
        let Component::Normal(name) = part else {
            return Err(NotWritten::Bent);
        };
        if parts.peek().is_none() {
            return Ok((held, name.to_owned()));
        }
        held = match openat(&held, name, folder | OFlags::NOFOLLOW, Bits::empty()) {
            Err(Errno::LOOP | Errno::NOTDIR) => return Err(NotWritten::Bent),
            opened => opened.map_err(io::Error::from)?,
        };
    }
    Err(NotWritten::Bent)
}

fn open(folder: &OwnedFd, name: &OsStr) -> Result<File, Errno> {
    openat(folder, name, OFlags::RDONLY | PLAIN, Bits::empty()).map(File::from)
}

/// Returns whether a file has these bytes; no more of it is read than they are.
fn has(file: File, bytes: &[u8]) -> io::Result<bool> {
    let mut there = Vec::with_capacity(bytes.len() + 1);
    file.take(bytes.len() as u64 + 1).read_to_end(&mut there)?;
    Ok(there == bytes)
}

fn is_as_before(folder: &OwnedFd, name: &OsStr, before: Before<'_>) -> io::Result<bool> {
    match (before, open(folder, name)) {
        (Before::Bytes(bytes), Ok(file)) => has(file, bytes),
        (Before::Bytes(_), Err(_)) => Ok(false),
        _ => Ok(true),
    }
}

/// Writes a file that is not there yet, and is not overwritten if it comes meanwhile.
fn create(folder: &OwnedFd, name: &OsStr, text: &[u8], mode: Mode) -> Result<Written, NotWritten> {
    let temporary = Temporary::new(folder)?;
    let mut file = &temporary.file;
    file.write_all(text)?;
    // What new files are allowed is the caller's to say (umask); a program may be run by whoever may read it.
    let bits = temporary.new_mode;
    let runs = if mode == Mode::Program {
        (bits & 0o444) >> 2
    } else {
        0
    };
    file.set_permissions(Permissions::from_mode(bits | runs))?;
    file.sync_all()?;
    match linkat(folder, &temporary.name, folder, name, AtFlags::empty()) {
        Ok(()) => {}
        Err(Errno::EXIST) => return Err(NotWritten::Changed),
        // A file system without hard links.
        Err(_) => renameat(folder, &temporary.name, folder, name).map_err(io::Error::from)?,
    }
    let _ = rustix::fs::fsync(folder);
    Ok(Written::AsItWas)
}

/// Opens our folder inside of git's, which is made if it is not there; `None` if it is on another disk than the file, or is not
/// a folder.
fn ours(git: &Path, there: &Metadata) -> Option<OwnedFd> {
    let folder = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let git = rustix::fs::open(git, folder, Bits::empty()).ok()?;
    let _ = mkdirat(&git, OURS, Bits::RWXU);
    let ours = openat(&git, OURS, folder | OFlags::NOFOLLOW, Bits::empty()).ok()?;
    let held = File::from(ours);
    let metadata = held.metadata().ok()?;
    (metadata.dev() == there.dev()).then(|| held.into())
}

pub(super) fn sweep_beside(root: &Path, path: &Path) {
    if let Ok((folder, _)) = folder_of(root, path) {
        sweep(&folder);
    }
}

/// A folder in which one run replaces a file or sweeps.
struct Held<'f>(&'f OwnedFd);

impl<'f> Held<'f> {
    /// Waits for the folder, and goes on without it if that takes too long: a run may have been stopped in the middle.
    fn new(folder: &'f OwnedFd) -> Option<Self> {
        const TRIES: u32 = 500;
        const PAUSE: std::time::Duration = std::time::Duration::from_millis(4);
        for _ in 0..TRIES {
            if let Some(held) = Self::at_once(folder) {
                return Some(held);
            }
            std::thread::sleep(PAUSE);
        }
        None
    }

    /// Takes the folder if no other run has it.
    fn at_once(folder: &'f OwnedFd) -> Option<Self> {
        let taken = flock(folder.as_fd(), FlockOperation::NonBlockingLockExclusive);
        taken.is_ok().then_some(Self(folder))
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let _ = flock(self.0.as_fd(), FlockOperation::Unlock);
    }
}

/// Removes what killed runs left in a folder: files of ours that no run holds.
fn sweep(folder: &OwnedFd) {
    let Some(_held) = Held::at_once(folder) else {
        return;
    };
    let Ok(listed) = Dir::read_from(folder) else {
        return;
    };
    for entry in listed.flatten() {
        let name = OsStr::new(entry.file_name().to_str().unwrap_or_default());
        if !is_ours(name) {
            continue;
        }
        let Ok(file) = open(folder, name) else {
            continue;
        };
        let is_file = file.metadata().is_ok_and(|metadata| metadata.is_file());
        if is_file && flock(file.as_fd(), FlockOperation::NonBlockingLockExclusive).is_ok() {
            let _ = unlinkat(folder, name, AtFlags::empty());
        }
    }
}

/// A new file under a name of ours, held as long as this lives, and removed with it.
struct Temporary<'f> {
    folder: &'f OwnedFd,
    name: OsString,
    file: File,
    /// What the system allows for a new file.
    new_mode: u32,
}

impl<'f> Temporary<'f> {
    fn new(folder: &'f OwnedFd) -> io::Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | PLAIN;
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = OsString::from(format!("{BEGINS}{}-{number}{ENDS}", std::process::id()));
            let file = match openat(folder, &name, flags, Bits::from_raw_mode(0o666)) {
                Err(Errno::EXIST) if number < u32::from(u16::MAX) => continue,
                opened => File::from(opened?),
            };
            // A run that sweeps may have taken it for a leftover before it was held.
            let is_held = flock(file.as_fd(), FlockOperation::NonBlockingLockExclusive);
            let metadata = file.metadata()?;
            if matches!(is_held, Err(Errno::WOULDBLOCK)) || metadata.nlink() == 0 {
                continue;
            }
            let new_mode = metadata.mode() & 0o777;
            return Ok(Self {
                folder,
                name,
                file,
                new_mode,
            });
        }
    }

    /// Writes the text, and gives it the owner, group and permissions of the file that it will replace. All of it on the open
    /// file.
    fn fill(&self, text: &[u8], there: &Metadata) -> io::Result<Written> {
        let mut file = &self.file;
        file.set_permissions(Permissions::from_mode(0o600))?;
        file.write_all(text)?;
        let own = file.metadata()?;
        let mut written = Written::AsItWas;
        if (own.uid(), own.gid()) != (there.uid(), there.gid())
            && fchown(file, Some(there.uid()), Some(there.gid())).is_err()
            && fchown(file, None, Some(there.gid())).is_err()
        {
            written = Written::OtherGroup;
        }
        // After the owner: a change of that takes bits away.
        file.set_permissions(Permissions::from_mode(there.mode() & 0o7777))?;
        file.sync_all()?;
        Ok(written)
    }

    /// Puts it in the place of a file. Where the system can exchange two files, the one that comes out is looked at: a save at
    /// the last moment is put back.
    fn replace(
        &self,
        folder: &OwnedFd,
        name: &OsStr,
        before: Before<'_>,
    ) -> Result<(), NotWritten> {
        match (before, exchange(self.folder, &self.name, folder, name)) {
            (Before::Bytes(bytes), Ok(())) => {
                let out = open(self.folder, &self.name).map_err(io::Error::from)?;
                if !has(out, bytes)? {
                    exchange(self.folder, &self.name, folder, name).map_err(io::Error::from)?;
                    return Err(NotWritten::Changed);
                }
            }
            (_, Ok(())) => {}
            (_, Err(_)) => {
                renameat(self.folder, &self.name, folder, name).map_err(io::Error::from)?;
            }
        }
        Ok(())
    }
}

impl Drop for Temporary<'_> {
    /// Removes the name, under which the old file is after an exchange, or nothing is after a rename.
    fn drop(&mut self) {
        let _ = unlinkat(self.folder, &self.name, AtFlags::empty());
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &OwnedFd, one: &OsStr, b: &OwnedFd, other: &OsStr) -> Result<(), Errno> {
    rustix::fs::renameat_with(a, one, b, other, rustix::fs::RenameFlags::EXCHANGE)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &OwnedFd, _: &OsStr, _: &OwnedFd, _: &OsStr) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn below(
        root: &Path,
        path: &str,
        text: &str,
        before: Before<'_>,
    ) -> Result<Written, NotWritten> {
        write(root, Path::new(path), text.as_bytes(), before, Mode::Text)
    }

    #[test]
    fn a_link_on_the_way_bends_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("a.yaml"), "a: 1\n").expect("written");
        std::os::unix::fs::symlink(outside.path(), root.join("deals")).expect("a link");
        std::os::unix::fs::symlink(outside.path().join("a.yaml"), root.join("b.yaml"))
            .expect("a link");
        for path in ["deals/a.yaml", "b.yaml", "../x", "deals/../a.yaml"] {
            let bent = below(root, path, "a: 2\n", Before::Bytes(b"a: 1\n"));
            assert!(matches!(bent, Err(NotWritten::Bent)), "{path}");
        }
        let text = fs::read_to_string(outside.path().join("a.yaml"));
        assert_eq!(text.expect("a file"), "a: 1\n");
    }

    #[test]
    fn what_is_held_is_not_swept_and_what_a_kill_left_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let held = rustix::fs::open(root, OFlags::RDONLY | OFlags::DIRECTORY, Bits::empty());
        let held = held.expect("a folder");
        let running = Temporary::new(&held).expect("a file");
        fs::write(root.join(".dealctl-x.tmp"), "left").expect("written");
        fs::write(root.join("dealctl-x.tmp"), "not ours").expect("written");
        sweep(&held);
        assert!(root.join(&running.name).exists());
        assert!(!root.join(".dealctl-x.tmp").exists() && root.join("dealctl-x.tmp").exists());
        drop(running);
        assert_eq!(fs::read_dir(root).expect("a folder").count(), 1);
    }

    #[test]
    fn a_save_at_the_last_moment_is_put_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::write(root.join("a.yaml"), "saved meanwhile\n").expect("written");
        let held = rustix::fs::open(root, OFlags::RDONLY | OFlags::DIRECTORY, Bits::empty());
        let held = held.expect("a folder");
        let temporary = Temporary::new(&held).expect("a file");
        let before = Before::Bytes(b"a: 1\n");
        let replaced = temporary.replace(&held, OsStr::new("a.yaml"), before);
        if let Err(NotWritten::Changed) = replaced {
            let text = fs::read_to_string(root.join("a.yaml")).expect("a file");
            assert_eq!(text, "saved meanwhile\n");
        }
    }
}
