//! An organisation says who it is, how it is run and how it looks, and those who follow it hear of what concerns them.

use commons::{Approval, MemberRole, Settings};
use store::actors::FollowersSetting;

use crate::harness::{Clerk, Ground, Peer, Request, Response, Town, eventually};

const PATH: &str = "/verwaltung/auenstadt/einstellungen";

async fn scene() -> (Ground, Town, Clerk) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let head = town.administrator().await;
    (ground, town, head)
}

/// The form as it stands, with some of it changed.
fn form<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("name", "Stadt Auenstadt"),
        ("website", ""),
        ("contact", ""),
        ("county", "Kreis Auenland"),
        ("state", ""),
        ("population", "9000"),
        ("latitude", ""),
        ("longitude", ""),
        ("licence", "CC-BY-4.0"),
        ("followers", "ask"),
        ("approval", ""),
        ("reader_domains", ""),
        ("colour", ""),
    ];
    for (name, value) in changed {
        fields.iter_mut().find(|(known, _)| known == name).unwrap().1 = value;
    }
    fields
}

async fn settings(town: &Town) -> Settings {
    town.node().store.reading().await.unwrap().settings().of_organisation(town.iri()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_public_is_changed_shown_and_told_to_followers() {
    let (ground, town, head) = scene().await;
    let peer = Peer::new(&ground, "cronfeld").await;
    peer.asks_to_follow(town.iri()).to(&town).await.is(202);
    town.accepts(peer.iri()).await;
    let page = head.opens(PATH).await.is(200).text();
    assert!(
        page.contains("value=\"Stadt Auenstadt\"") && page.contains("@auenstadt@auenstadt.localhost"),
        "{page}"
    );

    let changed = [
        ("name", "Stadt <i>Auenstadt</i> am Deich"),
        ("website", "www.auenstadt.de"),
        ("contact", "Stabsstelle Digitales, digital@auenstadt.de"),
        ("county", "Landkreis Auental"),
        ("state", "TH"),
        ("population", "8.400"),
        ("latitude", "50,98"),
        ("longitude", "11.03"),
        ("licence", "CC0-1.0"),
    ];
    head.sends(PATH, &form(&changed)).await.is(303);
    let page = head.opens(PATH).await.is(200).text();
    for words in [
        "Stadt &#60;i&#62;Auenstadt",
        "https://www.auenstadt.de",
        "value=\"50.98\"",
        "value=\"8400\"",
        "\"CC0-1.0\" selected",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = town.http("GET", "/organisationen/auenstadt").for_people().send().await.is(200).text();
    assert!(
        page.contains("Stadt &#60;i&#62;Auenstadt&#60;/i&#62; am Deich") && page.contains("8.400"),
        "{page}"
    );
    eventually("the search knows the new name", || async {
        let found = town.searches("Deich").await.is(200).json();
        (found["hits"][0]["title"] == "Stadt <i>Auenstadt</i> am Deich").then_some(())
    })
    .await;
    let told = eventually("the follower is told", || async { peer.delivered("Update").pop() }).await;
    assert_eq!(told["object"]["name"], "Stadt <i>Auenstadt</i> am Deich");
    assert_eq!(told["object"]["id"], town.iri().as_str());

    // What concerns nobody else is told to nobody.
    head.sends(PATH, &form(&[&changed[..], &[("approval", "all")]].concat())).await.is(303);
    crate::harness::a_while().await;
    assert_eq!(peer.delivered("Update").len(), 1);
    let acts =
        town.node().store.reading().await.unwrap().audit().of_organisation(town.iri(), 5).await.unwrap();
    assert_eq!((acts[0].act.as_str(), acts[0].who.clone()), ("describe", format!("person {}", head.person)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_it_is_run_is_kept_and_holds_at_once() {
    let (ground, town, head) = scene().await;
    let changed = [
        ("followers", "open"),
        ("approval", "public-only"),
        ("reader_domains", " @Auenstadt.de, amt.auenstadt.de\r\n"),
    ];
    head.sends(PATH, &form(&changed)).await.is(303);
    let kept = settings(&town).await;
    assert_eq!(kept.approval, Some(Approval::PublicOnly));
    assert_eq!(kept.reader_domains, ["amt.auenstadt.de", "auenstadt.de"]);
    let row = town.node().store.reading().await.unwrap().actors().by_iri(town.iri()).await.unwrap().unwrap();
    assert_eq!(row.followers_setting, FollowersSetting::Open);
    let neighbour = ground.town("birkenried").await;
    neighbour.asks(&town.organisation.address()).await.is(201);
    neighbour.sees_answer(neighbour.iri(), town.iri(), store::Answer::Accepted).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_fit_is_said_beside_its_field_and_nothing_is_lost() {
    let (_ground, town, head) = scene().await;
    let long = "ä".repeat(301);
    for (field, value, sentence) in [
        ("name", "", "Bitte ausfüllen"),
        ("name", long.as_str(), "300 Zeichen"),
        ("website", "javascript:alert(1)", "https://"),
        ("website", "https://a b", "https://"),
        ("population", "viele", "ganze Zahl"),
        ("latitude", "91", "Breite liegt zwischen"),
        ("state", "XX", "eine der Möglichkeiten"),
        ("followers", "everybody", "eine der Möglichkeiten"),
        ("approval", "never", "eine der Möglichkeiten"),
        ("reader_domains", "keine domain", "Mail-Domain"),
        ("colour", "rot", "Raute"),
        ("colour", "#0b5f5c;}", "Farbe"),
    ] {
        let mut fields = form(&[("contact", "Amt <b>"), (field, value)]);
        if field == "latitude" {
            fields.iter_mut().find(|(name, _)| *name == "longitude").unwrap().1 = "11";
        }
        let page = head.sends(PATH, &fields).await.is(422).text();
        let problem = page.split("id=\"fehler\"").nth(1).unwrap_or_default();
        assert!(
            page.contains(sentence) && problem.contains(&format!("#f-{field}")),
            "{field} {value}: {page}"
        );
        assert!(page.contains("Amt &#60;b&#62;"), "{field}: what was typed stays");
    }
    assert_eq!(settings(&town).await, Settings::default());
    assert_eq!(town.node().hosts.first().unwrap().name, "Stadt Auenstadt");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_89_only_its_own_administrators_see_and_change_it() {
    let ground = Ground::sqlite();
    let house = ground.house("haus").await;
    let (town, other) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    let stranger = other.administrator().await;
    let approver = town.clerk(MemberRole::Approver).await;
    for path in ["einstellungen", "logo", "seiten", "seiten/impressum", "meldungen"] {
        let path = format!("/verwaltung/auenstadt/{path}");
        stranger.opens(&path).await.is(404);
        approver.opens(&path).await.is(403);
        stranger.sends(&path, &form(&[("name", "Gekapert")])).await;
    }
    stranger.sends("/verwaltung/auenstadt/logo/entfernen", &[]).await.is(404);
    assert_eq!(town.node().hosts.by_iri(town.iri()).unwrap().name, "Stadt Auenstadt");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colour_comes_as_a_stylesheet_and_is_darkened_where_nobody_could_read_it() {
    let (_ground, town, head) = scene().await;
    let start = || async { town.http("GET", "/").for_people().send().await.is(200).text() };
    assert!(!start().await.contains("farbe.css"));
    town.http("GET", "/organisationen/auenstadt/farbe.css").for_people().send().await.is(404);
    head.sends(PATH, &form(&[("colour", "#FFD500")])).await.is(303);
    let page = start().await;
    let address = page
        .split("href=\"")
        .find_map(|rest| rest.split('"').next().filter(|href| href.contains("farbe.css")));
    let address = address.expect("a stylesheet").replace("&#38;", "&");
    let css = town.http("GET", &address).send().await.is(200);
    assert_eq!(css.header("Content-Type"), Some("text/css; charset=utf-8"));
    assert_eq!(css.header("Cache-Control"), Some("public, max-age=31536000, immutable"));
    assert!(
        css.text().contains("--accent: #") && !css.text().contains("--accent: #ffd500; --accent-strong: #b"),
        "{}",
        css.text()
    );
    let old = town.http("GET", "/organisationen/auenstadt/farbe.css?v=old").send().await.is(200);
    assert_eq!(old.header("Cache-Control"), Some("public, no-cache"));
    let page = head.opens(PATH).await.text();
    assert!(page.contains("#ffd500 wäre auf hellem Grund nicht gut zu lesen"), "{page}");
    assert!(!page.contains("style="), "no style stands in a page");
}

// The picture.

const LOGO: &str = "/verwaltung/auenstadt/logo";

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let size = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &size), chunk(b"IDAT", &[1, 2, 3]), chunk(b"IEND", &[])]
        .concat()
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let frame = [&[8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]].concat();
    let head = [
        &[0xff, 0xd8, 0xff, 0xe0, 0, 16][..],
        b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0",
        &[0xff, 0xc0, 0, 11],
        &frame,
    ]
    .concat();
    [
        head,
        vec![0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
        vec![7; 20],
        vec![0xff, 0x00, 0xff, 0xd3, 7],
        vec![0xff, 0xd9],
    ]
    .concat()
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    let size = |pixels: u32| (pixels - 1).to_le_bytes()[..3].to_vec();
    let extended = [vec![0; 4], size(width), size(height)].concat();
    let part = |kind: &[u8; 4], data: &[u8]| [&kind[..], &(data.len() as u32).to_le_bytes(), data].concat();
    let body = [b"WEBP".to_vec(), part(b"VP8X", &extended), part(b"VP8L", &[0x2f, 0, 0, 0])].concat();
    [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
}

/// Sends a file as a browser does, under this name and type.
fn upload(head: &Clerk, name: &str, kind: &str, file: &[u8]) -> Request {
    let before = format!(
        "--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
    );
    let body = [before.as_bytes(), file, b"\r\n--grenze--\r\n"].concat();
    head.http("POST", LOGO).header("Content-Type", "multipart/form-data; boundary=grenze").body(body)
}

async fn shown(town: &Town) -> Response {
    town.http("GET", "/organisationen/auenstadt/logo").for_people().send().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_logo_is_put_up_shown_and_taken_down() {
    let (_ground, town, head) = scene().await;
    for (kind, file) in
        [("image/png", png(200, 100)), ("image/jpeg", jpeg(300, 100)), ("image/webp", webp(120, 40))]
    {
        // Whatever it is called and whatever it is said to be: its content counts.
        upload(&head, "harmlos.html", "text/html", &file).send().await.is(303);
        let logo = shown(&town).await.is(200);
        assert_eq!((logo.header("Content-Type"), logo.body.clone()), (Some(kind), file));
        assert_eq!(logo.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(logo.header("Content-Security-Policy"), Some("default-src 'none'; sandbox"));
        assert!(logo.header("Content-Disposition").unwrap().starts_with("attachment"));
    }
    let page = town.http("GET", "/").for_people().send().await.is(200).text();
    let address =
        page.split("src=\"").find_map(|rest| rest.split('"').next().filter(|src| src.contains("/logo?v=")));
    let address = address.expect("a logo in the head").to_owned();
    assert!(page.contains("width=\"120\" height=\"40\""), "{page}");
    let kept = town.http("GET", &address).send().await.is(200);
    assert_eq!(kept.header("Cache-Control"), Some("public, max-age=31536000, immutable"));
    let tag = kept.header("ETag").unwrap().to_owned();
    town.http("GET", &address).header("If-None-Match", &tag).send().await.is(304);
    head.sends("/verwaltung/auenstadt/logo/entfernen", &[]).await.is(303);
    shown(&town).await.is(404);
    assert!(!town.http("GET", "/").for_people().send().await.text().contains("/logo?v="));
    head.sends("/verwaltung/auenstadt/logo/entfernen", &[]).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_77_and_78_what_is_no_whole_picture_is_refused() {
    let (_ground, town, head) = scene().await;
    let cut = |file: Vec<u8>, short: usize| file[..file.len() - short].to_vec();
    let and = |file: Vec<u8>, more: &[u8]| [file, more.to_vec()].concat();
    let animated = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        png(10, 10)[8..33].to_vec(),
        chunk(b"acTL", &[0; 8]),
        png(10, 10)[33..].to_vec(),
    ]
    .concat();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    for (what, file) in [
        ("an SVG", svg),
        ("HTML named .png", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("a GIF", b"GIF89a\x0a\x00\x0a\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00;".to_vec()),
        ("a PDF", b"%PDF-1.7\n%%EOF".to_vec()),
        ("a header of 50,000 x 50,000", png(50_000, 50_000)),
        ("one pixel too wide", png(2_001, 10)),
        ("a JPEG too high", jpeg(10, 60_000)),
        ("a WebP too wide", webp(16_000_000, 1)),
        ("no pixels at all", png(0, 0)),
        ("a PNG cut off", cut(png(10, 10), 5)),
        ("a PNG without its end", cut(png(10, 10), 12)),
        ("a JPEG cut off", cut(jpeg(10, 10), 2)),
        ("a WebP cut off", cut(webp(10, 10), 2)),
        ("a script behind a PNG", and(png(10, 10), b"<script>alert(1)</script>")),
        ("a script behind a WebP", and(webp(10, 10), b"<script>alert(1)</script>")),
        ("a script behind a JPEG", and(jpeg(10, 10), b"<script>alert(1)</script>\xff\xd9")),
        ("a PNG that moves", animated),
        (
            "a chunk that names an endless length",
            [&b"\x89PNG\r\n\x1a\n"[..], &png(9, 9)[8..33], &[0xff; 4], b"IDAT"].concat(),
        ),
        ("200 kB and a byte", and(png(10, 10), &vec![0; 200_000])),
        ("a signature alone", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("nothing", Vec::new()),
        ("noise", (0..=255).cycle().take(5_000).collect()),
    ] {
        let answer = upload(&head, "logo.png", "image/png", &file).send().await;
        assert_eq!(answer.status, 422, "{what}: {}", answer.text());
        assert!(answer.text().contains("id=\"f-file-problem\""), "{what}: {}", answer.text());
        shown(&town).await.is(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_76_what_a_file_is_called_leads_nowhere() {
    let (ground, town, head) = scene().await;
    let long = "a".repeat(300);
    for name in [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\\\boot.ini",
        "CON",
        ".htaccess",
        "gpj.\u{202e}exe",
        &long,
        "a\0b",
        "%2e%2e%2fx",
    ] {
        let status = upload(&head, name, "image/png", &png(10, 10)).send().await.status;
        assert!([303, 400, 422].contains(&status), "{name}: {status}");
    }
    shown(&town).await.is(200);
    for path in [
        "/organisationen/..%2f..%2fetc/logo",
        "/organisationen/%00/logo",
        "/organisationen/auenstadt/logo/../../x",
        "/organisationen/auenstadt@x/logo",
    ] {
        town.http("GET", path).for_people().send().await.is(404);
    }
    let files: Vec<_> = std::fs::read_dir(ground.dir().join("auenstadt"))
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert!(
        files.iter().all(|name| !name.to_string_lossy().contains("logo")),
        "nothing lies in a file of its own: {files:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_form_with_a_file_is_refused_and_an_ended_session_asks_to_sign_in() {
    let (_ground, _town, head) = scene().await;
    head.sends(LOGO, &[("file", "x")]).await.is(415);
    let bare = head.http("POST", LOGO);
    bare.clone().header("Content-Type", "multipart/form-data").body("x").send().await.is(415);
    bare.header("Content-Type", "multipart/form-data; boundary=grenze")
        .body("--grenze\r\nkein Kopf")
        .send()
        .await
        .is(400);
    let stale = Clerk { cookie: "ended".to_owned(), ..head };
    let page = upload(&stale, "logo.png", "image/png", &png(10, 10)).send().await.is(401).text();
    assert!(page.contains("action=\"/anmelden\"") && page.contains(&format!("value=\"{LOGO}\"")), "{page}");
}
