//! The page in headless Chromium, where there is one: no violation of accessibility rules, no overflow, no covered text, three sheets of
//! paper, nothing loaded, nothing on the console. Elsewhere the tests say that they are passed over.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::demo::{demo, report};

/// Where browsers are called so; another one is named by `DEALCTL_CHROMIUM`.
const BROWSERS: [&str; 3] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];

fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("DEALCTL_CHROMIUM").map(PathBuf::from);
    let usual = BROWSERS.iter().map(PathBuf::from);
    named.into_iter().chain(usual).find(|path| path.is_file())
}

/// Calls a test with the browser and a page; says so where there is none.
fn with_page(test: impl Fn(&Path, &str)) {
    let Some(browser) = browser() else {
        let _ =
            std::io::Write::write_all(&mut std::io::stderr(), b"skipped: there is no chromium\n");
        return;
    };
    let page = report(&demo(), &["--format", "html"]);
    test(&browser, page.text());
}

/// Runs the browser over a page in a folder of its own; returns what it printed, and the folder.
fn run(browser: &Path, page: &str, more: &[&str]) -> (String, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    std::fs::write(&file, page).expect("a page");
    let output = Command::new(browser)
        .current_dir(folder.path())
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--enable-logging=stderr",
            "--virtual-time-budget=20000",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.path().join("profile").display()
        ))
        .args(more)
        .arg(format!("file://{}", file.display()))
        .output()
        .expect("the browser runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), folder)
}

/// Runs a script in a page and returns the JSON that it writes into the title. The page's policy forbids scripts, so that it is
/// taken out for this alone.
fn measured(browser: &Path, page: &str, script: &str, more: &[&str]) -> Value {
    let policy = page.find("<meta http-equiv").expect("a policy");
    let end = policy + page[policy..].find('>').expect("its end") + 1;
    let open = format!("{}{}", &page[..policy], &page[end..]);
    let page = open.replace("</body>", &format!("<script>{script}</script></body>"));
    let (dom, errors, _folder) = run(browser, &page, &[&["--dump-dom"], more].concat());
    let title = dom
        .split("<title>")
        .nth(1)
        .and_then(|rest| rest.split("</title>").next());
    let title = title
        .unwrap_or_default()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    serde_json::from_str(&title).unwrap_or_else(|error| panic!("{error}: {title}\n{errors}"))
}

/// Shows the page in frames of three widths and measures in each.
const WIDTHS: &str = r"
const text = document.documentElement.outerHTML.replace(/<script>[\s\S]*<\/script>/, '');
const wanted = [390, 768, 1280], found = [];
document.body.innerHTML = '';
for (const width of wanted) {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'border:0;height:900px;width:' + width + 'px';
  frame.srcdoc = '<!DOCTYPE html>' + text;
  frame.onload = () => {
    const page = frame.contentDocument, wide = page.documentElement.scrollWidth;
    let covered = [], small = 99, outside = 0;
    for (const svg of page.querySelectorAll('svg')) {
      const box = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
      small = Math.min(small, 12 * box.width / svg.viewBox.baseVal.width);
      texts.forEach(([a, p], i) => {
        if (p.left < box.left - 1 || p.right > box.right + 1) outside++;
        texts.slice(i + 1).forEach(([b, q]) => {
          const x = Math.min(p.right, q.right) - Math.max(p.left, q.left), y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
          if (x > 1 && y > 3) covered.push(a + ' / ' + b);
        });
      });
    }
    found.push({width, wide, covered, outside, small: Math.round(small * 10) / 10, pictures: page.querySelectorAll('svg').length});
    if (found.length === wanted.length) document.title = JSON.stringify(found);
  };
  document.body.append(frame);
}
";

#[test]
fn it_fits_a_phone_a_tablet_and_a_desk() {
    with_page(|browser, page| {
        let found = measured(browser, page, WIDTHS, &["--window-size=1400,1000"]);
        let found = found.as_array().expect("three widths");
        assert_eq!(found.len(), 3);
        for at in found {
            assert!(
                at["wide"].as_u64() <= at["width"].as_u64(),
                "it overflows: {at}"
            );
            assert_eq!(
                at["covered"],
                serde_json::json!([]),
                "texts cover each other: {at}"
            );
            assert_eq!(at["outside"], 0, "texts leave their picture: {at}");
            assert!(
                at["small"].as_f64() >= Some(11.0),
                "letters are too small: {at}"
            );
            assert!(
                at["pictures"].as_u64() >= Some(6),
                "all kinds of picture are there: {at}"
            );
        }
    });
}

/// The script of axe-core, which `DEALCTL_AXE` names.
fn axe() -> Option<String> {
    std::fs::read_to_string(std::env::var_os("DEALCTL_AXE")?).ok()
}

#[test]
fn axe_finds_no_violation_in_light_and_dark() {
    let Some(axe) = axe() else {
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            b"skipped: DEALCTL_AXE names no axe-core\n",
        );
        return;
    };
    with_page(|browser, page| {
        for (scheme, setting) in [("light", 1), ("dark", 0)] {
            let script = format!(
                "{axe};axe.run().then(r => {{ document.title = JSON.stringify({{dark: matchMedia('(prefers-color-scheme: dark)').matches, \
                 passes: r.passes.length, violations: r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 2).join(' '))}}); }});"
            );
            let setting = format!("--blink-settings=preferredColorScheme={setting}");
            let found = measured(browser, page, &script, &[&setting]);
            assert_eq!(found["dark"], scheme == "dark");
            assert_eq!(found["violations"], serde_json::json!([]), "{scheme}");
            assert!(found["passes"].as_u64() > Some(10), "{found}");
        }
    });
}

#[test]
fn it_is_three_sheets_of_either_paper() {
    with_page(|browser, page| {
        for paper in ["A4", "letter"] {
            let sized = page.replace(
                "@page { margin: 12mm; }",
                &format!("@page {{ margin: 12mm; size: {paper}; }}"),
            );
            assert_ne!(sized, page);
            let (_, errors, folder) = run(
                browser,
                &sized,
                &["--no-pdf-header-footer", "--print-to-pdf=page.pdf"],
            );
            let pdf = std::fs::read(folder.path().join("page.pdf"))
                .unwrap_or_else(|_| panic!("{errors}"));
            let pdf = String::from_utf8_lossy(&pdf);
            let sheets = pdf.matches("/Type /Page\n").count();
            assert!((1..=3).contains(&sheets), "{sheets} sheets of {paper}");
        }
    });
}

/// The picture of the docs is made anew with `DEALCTL_BLESS=1`; people look at it, no test does.
#[test]
fn the_picture_of_the_docs_can_be_made() {
    with_page(|browser, page| {
        let (_, errors, folder) = run(
            browser,
            page,
            &[
                "--screenshot=page.png",
                "--hide-scrollbars",
                "--window-size=1100,1500",
            ],
        );
        let picture =
            std::fs::read(folder.path().join("page.png")).unwrap_or_else(|_| panic!("{errors}"));
        assert!(picture.starts_with(b"\x89PNG"));
        if std::env::var_os("DEALCTL_BLESS").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/meeting.png");
            std::fs::write(path, picture).expect("the picture is written");
        }
    });
}

#[test]
fn it_has_no_script_loads_nothing_and_says_nothing_on_the_console() {
    with_page(|browser, page| {
        assert!(!page.contains("<script") && !page.contains(" src=") && !page.contains("url("));
        assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none'"));
        let (dom, errors, _folder) = run(browser, page, &["--dump-dom"]);
        assert!(dom.contains("Every open deal"), "{errors}");
        let console = errors.lines().find(|line| line.contains(":CONSOLE"));
        assert_eq!(console, None);
    });
}
