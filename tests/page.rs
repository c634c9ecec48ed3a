//! The page of HTML in headless Chromium: nothing is told on its console, no request leaves it, Tab reaches every note, and
//! what is to be read stands out. Where no Chromium is installed the test says that it skips.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};

/// A browser that is spoken to through two pipes (Chrome DevTools Protocol, `--remote-debugging-pipe`).
struct Browser {
    child: Child,
    to: File,
    from: Receiver<Value>,
    last: u64,
    session: Option<String>,
    /// What it told without being asked.
    events: Vec<Value>,
}

impl Browser {
    /// None where there is no Chromium.
    fn start(folder: &Path) -> Option<Self> {
        let names = ["chromium", "chromium-browser", "google-chrome"];
        let has = |name: &&str| {
            let mut version = Command::new(name);
            let version = version.arg("--version").stdout(Stdio::null());
            version
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|s| s.success())
        };
        let name = names.into_iter().find(has)?;
        let (to, from) = (folder.join("to"), folder.join("from"));
        let made = Command::new("mkfifo").args([&to, &from]).status().unwrap();
        assert!(made.success());
        let switches = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --remote-debugging-pipe";
        let profile = folder.join("profile");
        let script = format!("exec {name} {switches} --user-data-dir=\"$0\" 3<\"$1\" 4>\"$2\"");
        let child = Command::new("sh")
            .arg("-c")
            .arg(script)
            .args([&profile, &to, &from])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = OpenOptions::new().write(true).open(to).unwrap();
        let mut pipe = BufReader::new(File::open(from).unwrap());
        let (send, from) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while pipe.read_until(0, &mut message).is_ok_and(|n| n > 0) {
                message.pop();
                if send
                    .send(serde_json::from_slice(&message).unwrap())
                    .is_err()
                {
                    break;
                }
                message.clear();
            }
        });
        Some(Self {
            child,
            to,
            from,
            last: 0,
            session: None,
            events: Vec::new(),
        })
    }

    /// The next message. A browser that says nothing for so long has failed.
    fn next(&self) -> Value {
        let patience = Duration::from_secs(60);
        self.from
            .recv_timeout(patience)
            .expect("the browser answers")
    }

    /// Asks for something and waits for the answer.
    fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        let mut bytes = serde_json::to_vec(&message).unwrap();
        bytes.push(0);
        self.to.write_all(&bytes).unwrap();
        loop {
            let answer = self.next();
            if answer["id"] == self.last {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.events.push(answer);
        }
    }

    /// Opens a page and waits until it is there.
    fn open(&mut self, path: &Path) {
        let target = self.ask("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = self.ask("Target.attachToTarget", attach);
        self.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.ask(&format!("{domain}.enable"), json!({}));
        }
        let url = format!("file://{}", path.display());
        self.ask("Page.navigate", json!({ "url": url }));
        while !self
            .events
            .iter()
            .any(|e| e["method"] == "Page.loadEventFired")
        {
            let event = self.next();
            self.events.push(event);
        }
    }

    fn value(&mut self, expression: &str) -> Value {
        let ask = json!({ "expression": expression, "returnByValue": true });
        let answer = self.ask("Runtime.evaluate", ask);
        assert!(answer.get("exceptionDetails").is_none(), "{answer}");
        answer["result"]["value"].clone()
    }

    fn press_tab(&mut self) {
        for kind in ["rawKeyDown", "keyUp"] {
            let key =
                json!({ "type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9 });
            self.ask("Input.dispatchKeyEvent", key);
        }
    }

    /// The events of these methods.
    fn told(&self, methods: &[&str]) -> Vec<&Value> {
        let told = self.events.iter();
        told.filter(|e| methods.iter().any(|m| e["method"] == *m))
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The contrast of every text with what is behind it (WCAG 2.2, 1.4.3), the lowest first; what is for screen readers
/// only is left out.
const CONTRASTS: &str = r#"(() => {
  const channel = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const parse = c => c.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || e.closest('svg, .unseen, .skip')) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
    found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.className + ': ' + walk.currentNode.data.slice(0, 30)]);
  }
  found.sort((a, b) => a[0] - b[0]);
  return found.slice(0, 3);
})()"#;

#[test]
fn a_page_is_quiet_reaches_nothing_and_is_reached_by_the_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = Browser::start(folder.path()) else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    let page = folder.path().join("page.html");
    let mut export = Command::new(cargo_bin!("onrecord"));
    export.current_dir(env!("CARGO_MANIFEST_DIR"));
    export
        .args(["export", "tests/exports/harbour.yaml", "--to", "html", "-o"])
        .arg(&page);
    assert!(export.stderr(Stdio::null()).status().unwrap().success());
    browser.open(&page);

    let cards = browser.value("Array.from(document.querySelectorAll('.card'), c => c.id)");
    let cards: Vec<String> = serde_json::from_value(cards).unwrap();
    assert_eq!(cards.len(), 12);
    let mut reached = Vec::new();
    for _ in 0..200 {
        browser.press_tab();
        let at = "(document.activeElement.closest('.card') || document.activeElement).id";
        let at = browser.value(at).as_str().unwrap_or_default().to_owned();
        reached.push(at);
    }
    for card in &cards {
        assert!(
            reached.contains(card),
            "Tab does not reach {card}: {reached:?}"
        );
    }
    // Every link inside the page leads somewhere, and nothing but a link leads out.
    let lost = "Array.from(document.querySelectorAll('a[href^=\"#\"]'), a => a.getAttribute('href')).filter(h => !document.getElementById(h.slice(1)))";
    assert_eq!(browser.value(lost), json!([]));
    let ids = "(() => { const ids = Array.from(document.querySelectorAll('[id]'), e => e.id); return ids.length - new Set(ids).size; })()";
    assert_eq!(browser.value(ids), 0, "ids stand once");
    let outside =
        "Array.from(document.querySelectorAll('a:not([href^=\"#\"])'), a => [a.href, a.rel])";
    assert_eq!(
        browser.value(outside),
        json!([["https://example.org/harbour?a=1&b=2", "noreferrer noopener"]])
    );
    assert_eq!(
        browser.value("document.scripts.length + document.images.length"),
        0
    );
    let styled = "getComputedStyle(document.querySelector('.turn')).scrollMarginTop";
    assert_eq!(
        browser.value(styled),
        "16px",
        "the policy lets the page's own style through"
    );
    browser.value("document.querySelectorAll('details').forEach(d => d.open = true)");
    for (scheme, media) in [("light", "screen"), ("dark", "screen"), ("light", "print")] {
        let feature = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        browser.ask(
            "Emulation.setEmulatedMedia",
            json!({ "media": media, "features": feature }),
        );
        let lowest = browser.value(CONTRASTS);
        let least = lowest[0][0].as_f64().unwrap();
        assert!(least >= 4.5, "{scheme}, {media}: {lowest}");
    }
    for width in [320, 400, 1280] {
        let size =
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        browser.ask("Emulation.setDeviceMetricsOverride", size);
        let over = browser.value("document.documentElement.scrollWidth - innerWidth");
        assert!(
            over.as_i64().unwrap() <= 0,
            "at {width} it is {over} wider than the window"
        );
    }

    let console = browser.told(&[
        "Runtime.consoleAPICalled",
        "Runtime.exceptionThrown",
        "Log.entryAdded",
    ]);
    assert!(console.is_empty(), "{console:?}");
    let requests = browser.told(&["Network.requestWillBeSent"]);
    let urls: Vec<&str> = requests
        .iter()
        .filter_map(|r| r["params"]["request"]["url"].as_str())
        .collect();
    assert_eq!(urls, [format!("file://{}", page.display())]);
}

/// The same questions find what is wrong with a page that has it all.
#[test]
fn a_page_that_loads_and_complains_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = Browser::start(folder.path()) else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    let page = folder.path().join("page.html");
    let content = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src *\"><img src=\"other.png\"><script>1</script>";
    fs::write(&page, content).unwrap();
    browser.open(&page);
    assert!(!browser.told(&["Log.entryAdded"]).is_empty());
    assert_eq!(browser.told(&["Network.requestWillBeSent"]).len(), 2);
}
