//! Markup: rows 69, 70 and 72 of THREATS.md, on what is shown.

use federation::html::{clean, from_markdown, shown, to_text};

const ATTACKS: [&str; 19] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java&#10;script:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<base href=\"https://evil.example\">",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<form action=\"https://evil.example\"><input name=x><button>x</button></form>",
    "<p style=\"background:url(https://evil.example)\">x</p>",
    "<img srcset=\"https://evil.example 1x\">",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<iframe src=\"https://evil.example\"></iframe>",
    "[x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "![alt\" onerror=\"alert(1)](https://evil.example/pixel.png)",
];

/// The tags that a browser would see.
fn tags(html: &str) -> Vec<String> {
    html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or("").to_ascii_lowercase()).collect()
}

fn assert_harmless(html: &str, attack: &str) {
    for tag in tags(html) {
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or("").to_owned();
        let known = [
            "p",
            "a",
            "em",
            "strong",
            "pre",
            "code",
            "ul",
            "ol",
            "li",
            "br",
            "blockquote",
            "table",
            "tbody",
            "tr",
            "td",
        ];
        assert!(known.contains(&name.as_str()), "{attack} gives <{tag}>");
        for bad in [" on", "style=", "src", "javascript:", "data:"] {
            assert!(!tag.contains(bad), "{attack} gives <{tag}>");
        }
    }
}

#[test]
fn row_69_attacks_come_out_harmless() {
    for attack in ATTACKS {
        assert_harmless(&from_markdown(attack), attack);
        assert_harmless(&clean(attack), attack);
        assert_harmless(&from_markdown(&to_text(attack)), attack);
    }
}

#[test]
fn row_70_no_image_is_loaded() {
    assert_eq!(from_markdown("![Der Plan](https://evil.example/pixel.png)"), "<p>Der Plan</p>\n");
    assert_eq!(clean("<p>a<img src=\"https://evil.example/pixel.png\">b</p>"), "<p>ab</p>");
}

#[test]
fn row_72_links_say_that_they_are_not_ours() {
    let html = from_markdown("[Bericht](https://a.de/x)");
    assert_eq!(html, "<p><a href=\"https://a.de/x\" rel=\"nofollow noopener ugc\">Bericht</a></p>\n");
    assert!(
        clean("<a href=\"https://a.de\" target=_top rel=opener>x</a>")
            .contains("rel=\"nofollow noopener ugc\"")
    );
}

#[test]
fn html_in_markdown_is_shown_as_it_is_written() {
    assert_eq!(from_markdown("Ein <b>Tag</b>"), "<p>Ein &lt;b&gt;Tag&lt;/b&gt;</p>\n");
    let text = from_markdown("1 < 2 & `a<b>` <a@b.de>");
    let mail = "<a href=\"mailto:a@b.de\" rel=\"nofollow noopener ugc\">a@b.de</a>";
    assert_eq!(text, format!("<p>1 &lt; 2 &amp; <code>a&lt;b&gt;</code> {mail}</p>\n"));
    let and = from_markdown("[x & y](https://a.de/?a=1&b=2 \"t\")");
    assert_eq!(
        and,
        "<p><a href=\"https://a.de/?a=1&amp;b=2\" rel=\"nofollow noopener ugc\">x &amp; y</a></p>\n"
    );
    assert!(!from_markdown("\u{e001}script\u{e002}").contains("&lt;"), "stand-ins are ours alone");
    assert!(from_markdown("| a | b |\n|---|---|\n| 1 | 2 |").contains("<td>1</td>"));
}

#[test]
fn nesting_without_end_is_cut() {
    let quotes = from_markdown(&format!("{} tief", ">".repeat(50_000)));
    assert!(quotes.contains("tief") && quotes.matches("<blockquote>").count() <= 32);
    let open = "<b>".repeat(100_000);
    assert_eq!(clean(&open), "");
    assert!(shown(&"ä\n\n".repeat(200_000)).is_err(), "more than 512 KiB");
}

/// Nobody's text may keep a processor busy: what the parsers of Markdown and HTML are known to be slow with comes back.
#[test]
fn text_made_to_be_slow_is_rendered_all_the_same() {
    for pattern in [
        "[",
        "![a](",
        "*a_ ",
        "`",
        "> - ",
        "|a",
        "<a",
        "&#",
        "**a ",
        "- ",
        "\n> ",
        "[a]: b\n",
        "<!--",
        "</",
        "<a href='",
        "[a](b?&&&&) ",
        "&amp;",
        "<a@b.de> ",
    ] {
        let text = pattern.repeat(200_000 / pattern.len());
        let start = std::time::Instant::now();
        let html = from_markdown(&text);
        let plain = to_text(&text);
        eprintln!("{pattern:?}: {:?}", start.elapsed());
        assert!(html.len() < 100 * text.len() && plain.len() <= text.len() * 2);
    }
}

#[test]
fn row_50_html_made_to_take_long_comes_back_as_text_in_peace() {
    for bomb in [
        "<a ".repeat(50_000),
        "<".repeat(200_000),
        "&#".repeat(100_000),
        "<p>".repeat(50_000),
        "<!--".repeat(50_000),
    ] {
        assert!(to_text(&bomb).len() <= bomb.len());
        assert!(!clean(&bomb).contains("<script"));
    }
}
