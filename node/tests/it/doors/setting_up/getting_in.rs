//! Who gets into the set-up of a new node: one person by a link that holds, and nobody once it is finished.

use commons::Time;
use node::operations::setting_up::{self, SetUp};

use super::{Browser, PASSWORD, STEPS, kim, new_node, standing};
use crate::harness::Request;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn afterwards_it_is_closed_for_everyone() {
    let (_ground, house, ticket) = new_node().await;
    let kim = Browser::at(&house).begins(&ticket).await;
    kim.founds("auenstadt").await;
    setting_up::finish(&house.node(), "kim").await.unwrap();
    let late = setting_up::ticket(&house.node()).await.unwrap();
    let somebody = Browser::at(&house);
    for browser in [&kim, &somebody] {
        for path in STEPS
            .iter()
            .copied()
            .chain([format!("/einrichten/{ticket}").as_str(), format!("/einrichten/{late}").as_str()])
        {
            browser.opens(path).await.is(404);
            if path != "/einrichten" {
                browser.sends(path, &kim_again()).await.is(404);
            }
        }
        browser.sends("/einrichten/fertig", &[]).await.is(404);
    }
    assert_eq!(standing(&house).await, SetUp::Closed);
}

fn kim_again() -> [(&'static str, &'static str); 4] {
    [("name", "Eva Neu"), ("mail", "eva@auenstadt.de"), ("password", PASSWORD), ("again", PASSWORD)]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_that_is_wrong_old_or_replaced_opens_nothing() {
    let (ground, house, first) = new_node().await;
    let somebody = Browser::at(&house);
    let second = setting_up::ticket(&house.node()).await.unwrap();
    for wrong in [first.as_str(), "0000", "%2e%2e", "fertig2", &second[1..]] {
        let page = somebody.opens(&format!("/einrichten/{wrong}")).await.is(410).text();
        assert!(page.contains("tempomacher setup link"), "{page}");
        somebody.sends(&format!("/einrichten/{wrong}"), &kim()).await.is(410);
    }
    for _ in 0..3 {
        somebody.opens(&format!("/einrichten/{second}")).await.is(200);
    }
    ground.passes(Time::DAY + Time::MINUTE);
    somebody.opens(&format!("/einrichten/{second}")).await.is(410);
    somebody.sends(&format!("/einrichten/{second}"), &kim()).await.is(410);
    assert_eq!(standing(&house).await, SetUp::Waiting);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_browsers_at_once_one_gets_in() {
    let (_ground, house, ticket) = new_node().await;
    let browser = Browser::at(&house);
    let path = format!("/einrichten/{ticket}");
    let (kim, eva) = (kim(), kim_again());
    let (one, other) = tokio::join!(browser.sends(&path, &kim), browser.sends(&path, &eva));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert!(statuses == [303, 410] || statuses == [303, 303], "{statuses:?}");
    let signed_in = [&one, &other].iter().filter(|answer| answer.header("Set-Cookie").is_some()).count();
    assert_eq!(signed_in, 1);
    assert_eq!(one.header("Set-Cookie").is_none(), other.header("Set-Cookie").is_some());
    // Whoever comes later with the same link has to sign in as the one who got in.
    assert_eq!(browser.opens(&path).await.is(303).header("Location"), Some("/einrichten"));
    let answer = browser.opens("/einrichten").await.is(303);
    assert_eq!(answer.header("Location"), Some("/anmelden?weiter=%2Feinrichten"));
    browser.sends("/einrichten/fertig", &[]).await.is(401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cookie_that_came_over_tls_stays_there() {
    for (origin, secure) in [("https://neu.example", true), ("http://127.0.0.1", false)] {
        let (_ground, house, ticket) = new_node().await;
        let path = format!("/einrichten/{ticket}");
        let request = Browser::at(&house).http("POST", &path).header("Origin", origin).form(&kim());
        let answer = request.send().await.is(303);
        let cookie = answer.header("Set-Cookie").unwrap();
        assert_eq!(cookie.contains("; Secure"), secure, "{cookie}");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_81_another_site_cannot_set_it_up() {
    let (_ground, house, ticket) = new_node().await;
    let browser = Browser::at(&house);
    let path = format!("/einrichten/{ticket}");
    let host = format!("127.0.0.1:{}", house.port());
    let bare = Request::new(house.port(), &host, "POST", &path).for_people();
    bare.clone().form(&kim()).send().await.is(403);
    bare.header("Origin", "https://evil.example").form(&kim()).send().await.is(403);
    assert_eq!(standing(&house).await, SetUp::Waiting);
    browser.opens(&path).await.is(200);
}
