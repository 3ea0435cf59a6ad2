//! Domains under which many people and companies live: they identify none of them (D2.8).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::registrable;

static BUILT_IN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| SHARED.iter().copied().collect());

/// Registered domains of mail hosts, social networks, shops and markets, site builders, file hosts and forms. What lets its users
/// have a domain below its own, such as `github.io`, stands in the public suffix list.
#[rustfmt::skip]
const SHARED: &[&str] = &[
    // Mail hosts.
    "126.com", "139.com", "163.com", "abv.bg", "aim.com", "bk.ru", "kpnmail.nl", "online.no", "planet.nl", "skynet.be", "aol.com", "att.net", "bellsouth.net", "bluewin.ch", "bol.com.br", "btinternet.com",
    "btopenworld.com", "centurylink.net", "charter.net", "comcast.net", "cox.net", "daum.net", "disroot.org", "duck.com", "earthlink.net",
    "email.com", "fastmail.com", "fastmail.fm", "foxmail.com", "free.fr", "freemail.hu", "freenet.de", "gmail.com", "googlemail.com",
    "hanmail.net", "hey.com", "hushmail.com", "icloud.com", "inbox.lv", "inbox.ru", "interia.pl", "juno.com", "laposte.net", "libero.it",
    "list.ru", "live.com", "live.fr", "live.it", "live.nl", "live.se", "lycos.com", "mac.com", "mail.com", "mail.ru", "mailbox.org", "me.com",
    "msn.com", "naver.com", "neuf.fr", "o2.pl", "onet.pl", "onmicrosoft.com", "online.de", "orange.fr", "passport.com", "pm.me", "posteo.de", "proton.me",
    "protonmail.ch", "protonmail.com", "qq.com", "rambler.ru", "rediffmail.com", "rocketmail.com", "sbcglobal.net", "seznam.cz", "sfr.fr",
    "sina.cn", "sina.com", "sky.com", "sohu.com", "t-online.de", "talktalk.net", "telenet.be", "terra.com.br", "tiscali.it", "tuta.com",
    "tutanota.com", "ukr.net", "uol.com.br", "usa.net", "verizon.net", "virgilio.it", "virginmedia.com", "walla.co.il", "wanadoo.fr", "web.de",
    "wp.pl", "xs4all.nl", "xtra.co.nz", "ya.ru", "yandex.com", "yandex.ru", "yeah.net", "ymail.com", "ziggo.nl", "zoho.com", "zohomail.com",
    // Social networks and places where a company has a page.
    "angel.co", "behance.net", "bsky.app", "crunchbase.com", "discord.com", "discord.gg", "dribbble.com", "facebook.com", "fb.com", "fb.me", "flickr.com",
    "github.com", "gitlab.com", "bitbucket.org", "glassdoor.com", "goo.gl", "google.com", "g2.com", "capterra.com", "instagram.com", "indeed.com", "kununu.com",
    "lnkd.in", "linkedin.com", "linktr.ee", "meetup.com", "pinterest.com", "quora.com", "reddit.com", "slideshare.net", "snapchat.com", "soundcloud.com", "t.co", "t.me",
    "telegram.me", "threads.net", "tiktok.com", "trustpilot.com", "tumblr.com", "twitch.tv", "twitter.com", "vimeo.com", "vk.com", "wa.me", "wechat.com",
    "weibo.com", "whatsapp.com", "wikipedia.org", "x.com", "xing.com", "yelp.com", "youtu.be", "youtube.com", "zoominfo.com", "bloomberg.com",
    "aliexpress.com", "alibaba.com", "amazon.com", "amazon.de", "amazon.co.uk", "ebay.com", "ebay.de", "ebay.co.uk", "etsy.com", "substack.com", "medium.com",
    // Site builders, shops and app hosts.
    "about.me", "business.site", "g.page", "amazonaws.com", "appspot.com", "azurewebsites.net", "bigcartel.com", "bitly.com", "bit.ly", "blogger.com", "blogspot.com", "bubbleapps.io", "cargo.site",
    "carrd.co", "cloudfront.net", "duda.co", "firebaseapp.com", "framer.app", "framer.website", "fly.dev", "ghost.io", "glitch.me", "godaddysites.com", "gumroad.com", "herokuapp.com", "hubspot.com", "hubspotpagebuilder.com",
    "jimdo.com", "jimdofree.com", "jimdosite.com", "mystrikingly.com", "myshopify.com", "mystore.com", "netlify.app", "netlify.com", "neocities.org", "notion.site", "notion.so", "onrender.com", "pages.dev", "railway.app", "readthedocs.io", "shopify.com",
    "site123.me", "softr.app", "squarespace.com", "strikingly.com", "tilda.ws", "typepad.com", "unbouncepages.com", "vercel.app", "vercel.com", "web.app", "webflow.com", "webflow.io", "webnode.com", "webnode.page", "weebly.com", "weeblysite.com", "wix.com",
    "wixsite.com", "wixstudio.com", "wordpress.com", "wpengine.com", "yolasite.com", "zendesk.com", "zohosites.com",
    // File hosts, offices and forms.
    "1drv.ms", "airtable.com", "atlassian.net", "basecamp.com", "box.com", "calendly.com", "canva.com", "confluence.com", "docsend.com", "dropbox.com", "dropboxusercontent.com", "evernote.com",
    "figma.com", "force.com", "salesforce.com", "icloud-content.com", "issuu.com", "jotform.com", "loom.com", "mediafire.com", "mega.nz", "miro.com", "monday.com",
    "office.com", "office365.com", "onedrive.com", "pcloud.com", "scribd.com", "sharefile.com", "sharepoint.com", "slack.com", "surveymonkey.com", "trello.com", "typeform.com", "wetransfer.com",
    "workplace.com", "zoom.us", "lightning.force.com",
    // What stands in examples.
    "example.com", "example.net", "example.org",
];

/// What mail hosts call themselves under the suffix of every country.
const IN_MANY_COUNTRIES: &[&str] = &[
    "gmail",
    "gmx",
    "googlemail",
    "hotmail",
    "outlook",
    "yahoo",
    "protonmail",
];

/// Whether many live under a host, so that it identifies nobody; `more` are a process's own.
pub fn is_shared<'a>(host: &str, more: impl IntoIterator<Item = &'a str>) -> bool {
    let Some(registered) = registrable(host) else {
        return true;
    };
    // Somebody's own name below a public suffix of a builder, such as `acme.github.io`, is not the builder's.
    let below_builder = psl::suffix(registered.as_bytes())
        .is_some_and(|suffix| suffix.typ() == Some(psl::Type::Private));
    let label = registered.split('.').next().unwrap_or(registered);
    let is_built_in = !below_builder
        && (BUILT_IN.contains(registered)
            || (IN_MANY_COUNTRIES.contains(&label) && !registered.ends_with(".example")));
    is_built_in || more.into_iter().any(|own| is_below(host, own))
}

/// Whether a host is another one or stands below it.
fn is_below(host: &str, above: &str) -> bool {
    let above = super::host(above);
    above.is_some_and(|above| {
        let rest = host.strip_suffix(above.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_share_identifies_nobody() {
        for host in [
            "gmail.com",
            "outlook.com",
            "linkedin.com",
            "uk.linkedin.com",
            "acme.sharepoint.com",
            "facebook.com",
            "yahoo.co.uk",
            "gmx.at",
            "wixsite.com",
            "github.io",
            "sites.google.com",
            "docs.google.com",
            "co.uk",
        ] {
            assert!(is_shared(host, []), "{host}");
        }
        for host in [
            "acme.example",
            "acme.co.uk",
            "acme.github.io",
            "acme.myshopify.com",
            "outlook.example",
            "linked.example",
        ] {
            assert!(!is_shared(host, []), "{host}");
        }
        assert!(is_shared("acme.portal.example", ["portal.example"]));
        assert!(is_shared("portal.example", ["https://www.Portal.example/"]));
        assert!(!is_shared("myportal.example", ["portal.example"]));
    }
}
