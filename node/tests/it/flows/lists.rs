//! Joining by lists: an umbrella body keeps its members, others subscribe, and so find everybody at once.

use std::sync::Arc;

use commons::organisation::Handle;
use commons::{Ags, OrganisationKind, Time};
use node::operations::found::{Founding, found};
use node::operations::lists::members::{self, Wish};
use node::operations::lists::{import, subscribe};
use store::actors::FollowersSetting;
use store::subscriptions::Filling;
use store::{Answer, Mode, Subscription};

use crate::harness::{Ground, House, Peer, Town, a_while, eventually};

impl Town {
    /// Puts these on its list of members.
    async fn puts_on_its_list(&self, towns: &[&Town]) {
        for town in towns {
            let wish = Wish { address: town.organisation.address(), ..Wish::default() };
            members::add(&self.node(), &self.acting(), &wish).await.unwrap();
        }
    }

    /// Decides so about those who ask to follow.
    async fn lets_in(&self, setting: FollowersSetting) {
        let mut change = self.node().store.begin().await.unwrap();
        change.actors().set_followers(self.iri(), setting).await.unwrap();
        change.commit().await.unwrap();
    }

    /// Subscribes to the list of this one.
    async fn subscribes(&self, keeper: &Town, mode: Mode) -> Subscription {
        subscribe::subscribe(&self.node(), &self.acting(), &keeper.organisation.address(), mode)
            .await
            .unwrap()
    }

    /// Waits until it has read this list to the end.
    async fn has_read(&self, keeper: &Town) {
        eventually(&format!("{} has read the list of {}", self.host(), keeper.host()), || async {
            let mut reading = self.node().store.reading().await.unwrap();
            reading.lists().of_keeper(keeper.iri()).await.unwrap()?.read
        })
        .await;
    }

    async fn filling(&self, keeper: &Town) -> Filling {
        let mut reading = self.node().store.reading().await.unwrap();
        reading.subscriptions().filling(self.iri(), keeper.iri()).await.unwrap()
    }

    /// The names on its list, each with the host of its organisation.
    async fn list(&self) -> Vec<(String, String)> {
        let mut reading = self.node().store.reading().await.unwrap();
        let rows = reading.list_members().page(self.iri(), "", 100).await.unwrap();
        let host = |actor: commons::Iri| actor.origin().authority().to_owned();
        rows.into_iter().map(|row| (row.name, row.actor.map(host).unwrap_or_default())).collect()
    }

    async fn waiting(&self) -> Vec<store::list_members::ListMember> {
        let mut reading = self.node().store.reading().await.unwrap();
        reading.list_members().waiting(self.iri(), 100).await.unwrap()
    }
}

/// A municipality with this key moves in.
async fn founds_with_key(house: &Arc<House>, handle: &str, ags: &str) -> Town {
    let founding = Founding {
        host: format!("{handle}.localhost:{}", house.port()),
        handle: Handle::parse(handle).unwrap(),
        name: format!("Stadt {handle}"),
        kind: OrganisationKind::Municipality,
        ags: Some(Ags::parse(ags).unwrap()),
        county: None,
        state: None,
        population: None,
        position: None,
        contact: None,
    };
    let organisation = found(&house.node(), &founding).await.unwrap();
    Town::new(house, organisation).await
}

/// Towns on a node, which let in whoever asks, and have published so much each.
async fn open_towns(ground: &Ground, house: &str, handles: &[&str], entries: usize) -> Vec<Town> {
    let (house, mut towns) = (ground.house(house).await, Vec::new());
    for handle in handles {
        let town = house.founds(handle).await;
        town.lets_in(FollowersSetting::Open).await;
        town.publishes_many((0..entries).map(|number| format!("Bürgerbüro {handle} {number}"))).await;
        towns.push(town);
    }
    towns
}

both_engines!(an_empty_node_is_filled_by_one_list, |ground| async move {
    let dach = ground.town("dach").await;
    let near = open_towns(&ground, "kreis", &["ahorn", "birke", "eiche"], 3).await;
    let far = open_towns(&ground, "amt", &["fichte", "kiefer"], 3).await;
    let new = ground.house("neu").await;
    let (new, neighbour) = (new.founds("neu").await, new.founds("nachbar").await);
    neighbour.lets_in(FollowersSetting::Open).await;
    let all: Vec<_> = near.iter().chain(&far).chain([&new, &neighbour]).collect();
    dach.puts_on_its_list(&all).await;

    new.subscribes(&dach, Mode::Follow).await;
    eventually("everything is found", || async {
        let page = new.searches("Bürgerbüro").await.is(200).json();
        (page["total"] == 15).then_some(())
    })
    .await;
    let filling = eventually("every walk has come to its end", || async {
        Some(new.filling(&dach).await).filter(|filling| !filling.goes_on() && filling.asked == 0)
    })
    .await;
    let expected = Filling { organisations: 6, accepted: 6, walked: 6, entries: 15, ..Filling::default() };
    assert_eq!(filling, expected, "five over the network, one on the same node, and not oneself");
});

both_engines!(a_list_proposes_and_a_person_chooses, |ground| async move {
    let dach = ground.town("dach").await;
    let towns = open_towns(&ground, "kreis", &["ahorn", "birke"], 1).await;
    dach.puts_on_its_list(&[&towns[0], &towns[1]]).await;
    let new = ground.town("neu").await;
    let subscription = new.subscribes(&dach, Mode::Propose).await;
    new.has_read(&dach).await;
    a_while().await;
    assert_eq!(new.filling(&dach).await.proposed(), 2);
    assert!(new.follow(new.iri(), towns[0].iri()).await.is_none(), "nobody is asked by itself");

    let some = vec![towns[1].iri().clone(), dach.iri().clone()];
    subscribe::follow_some(&new.node(), &new.acting(), &subscription.id, some).await.unwrap();
    new.sees_answer(new.iri(), towns[1].iri(), Answer::Accepted).await;
    a_while().await;
    assert!(new.follow(new.iri(), towns[0].iri()).await.is_none());
    assert!(new.follow(new.iri(), dach.iri()).await.is_none(), "who does not stand on the list is not asked");

    subscribe::follow_all(&new.node(), &new.acting(), &subscription.id).await.unwrap();
    new.sees_answer(new.iri(), towns[0].iri(), Answer::Accepted).await;
});

both_engines!(who_joins_later_is_followed_and_who_leaves_is_only_proposed_to_end, |ground| async move {
    let dach = ground.town("dach").await;
    let towns = open_towns(&ground, "kreis", &["ahorn", "birke"], 1).await;
    dach.puts_on_its_list(&[&towns[0]]).await;
    let new = ground.town("neu").await;
    new.subscribes(&dach, Mode::Follow).await;
    new.sees_answer(new.iri(), towns[0].iri(), Answer::Accepted).await;

    let mut reading = dach.node().store.reading().await.unwrap();
    let first = reading.list_members().of_actor(dach.iri(), towns[0].iri()).await.unwrap().unwrap();
    drop(reading);
    members::remove(&dach.node(), &dach.acting(), &first.id).await.unwrap();
    dach.puts_on_its_list(&[&towns[1]]).await;
    ground.passes(Time::DAY + Time::MINUTE);
    new.sees_answer(new.iri(), towns[1].iri(), Answer::Accepted).await;
    new.sees_answer(new.iri(), towns[0].iri(), Answer::Accepted).await;
    let gone = new
        .node()
        .store
        .reading()
        .await
        .unwrap()
        .subscriptions()
        .gone(new.iri(), dach.iri(), 9)
        .await
        .unwrap();
    assert_eq!(gone.into_iter().map(|row| row.followed).collect::<Vec<_>>(), [towns[0].iri().clone()]);
});

both_engines!(a_list_lets_its_members_in_without_a_person, |ground| async move {
    let [auenstadt, birkenried, cronfeld] = ground.towns().await;
    let dach = ground.town("dach").await;
    dach.puts_on_its_list(&[&birkenried]).await;
    auenstadt.lets_in(FollowersSetting::List).await;
    // Asked before there is a list, and answered once it is read.
    birkenried.asks(&auenstadt.organisation.address()).await.is(201);
    cronfeld.asks(&auenstadt.organisation.address()).await.is(201);
    auenstadt.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Asked).await;
    auenstadt.sees_answer(cronfeld.iri(), auenstadt.iri(), Answer::Asked).await;
    auenstadt.subscribes(&dach, Mode::Propose).await;
    birkenried.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Accepted).await;
    // Who keeps the list is let in as well; whoever stands on none waits for a person.
    dach.asks(&auenstadt.organisation.address()).await.is(201);
    dach.sees_answer(dach.iri(), auenstadt.iri(), Answer::Accepted).await;
    a_while().await;
    auenstadt.sees_answer(cronfeld.iri(), auenstadt.iri(), Answer::Asked).await;
});

both_engines!(a_place_is_claimed_by_the_website_and_by_nobody_else, |ground| async move {
    let dach = ground.town("dach").await;
    let table = "AGS;Name;Adresse\n01001000;Auenstadt;www.auenstadt.localhost\n01002000;Birkenried;www.birkenried.de\n";
    let imported = import::import(&dach.node(), &dach.acting(), table.as_bytes()).await.unwrap();
    assert_eq!((imported.new, imported.odd.len()), (2, 0));
    let impostor = founds_with_key(&ground.house("boese").await, "boese", "01001000").await;
    let auenstadt = founds_with_key(&ground.house("auenstadt").await, "auenstadt", "01001000").await;
    let birkenried = founds_with_key(&ground.house("birkenried").await, "birkenried", "01002000").await;

    for town in [&impostor, &auenstadt, &birkenried] {
        let subscription = town.subscribes(&dach, Mode::Propose).await;
        subscribe::join(&town.node(), &town.acting(), &subscription.id).await.unwrap();
    }
    eventually("the website proves it", || async {
        dach.list().await.contains(&("Auenstadt".to_owned(), auenstadt.host().to_owned())).then_some(())
    })
    .await;
    let waiting = eventually("two wait for a person", || async {
        Some(dach.waiting().await).filter(|waiting| waiting.len() == 2)
    })
    .await;
    let of =
        |town: &Town| waiting.iter().find(|row| row.claimant.as_ref() == Some(town.iri())).unwrap().clone();
    assert_eq!((of(&birkenried).name.as_str(), of(&birkenried).listed), ("Birkenried", true));
    assert!(
        !dach
            .list()
            .await
            .iter()
            .any(|(_, host)| [impostor.host(), birkenried.host()].contains(&host.as_str()))
    );

    members::accept(&dach.node(), &dach.acting(), &of(&birkenried).id).await.unwrap();
    members::decline(&dach.node(), &dach.acting(), &of(&impostor).id).await.unwrap();
    let expected = [("Auenstadt", auenstadt.host()), ("Birkenried", birkenried.host())];
    assert_eq!(dach.list().await, expected.map(|(name, host)| (name.to_owned(), host.to_owned())));
    assert!(dach.waiting().await.is_empty());
});

both_engines!(who_keeps_no_list_is_bothered_by_nobody, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    let refused =
        subscribe::subscribe_own(&auenstadt.node(), &auenstadt.acting(), Mode::Follow).await.unwrap_err();
    assert_eq!(refused.refusal().code(), "keeps-no-list");
    let peer = Peer::new(&ground, "fremd").await;
    let before = birkenried.memory().await;
    peer.deed("Join", &serde_json::json!(birkenried.iri().with("mitglieder"))).to(&birkenried).await.is(202);
    assert!(birkenried.waiting().await.is_empty());
    assert_eq!(birkenried.memory().await, before, "not even a name is kept");
    peer.deed("Join", &serde_json::json!(birkenried.iri().with("niemand"))).to(&birkenried).await.is(404);
});

both_engines!(members_put_on_a_list_by_address_are_looked_for, |ground| async move {
    let (dach, auenstadt) = (ground.town("dach").await, ground.town("auenstadt").await);
    let table = format!(
        "{};;Auenstadt\nniemand@{};;Niemand\n;;\nkaputt@;;Kaputt\n;123;Kurz\n",
        auenstadt.organisation.address(),
        auenstadt.host()
    );
    let imported =
        import::import(&dach.node(), &dach.acting(), format!("Adresse;AGS;Name\n{table}").as_bytes())
            .await
            .unwrap();
    let odd: Vec<_> = imported.odd.iter().map(|(line, refusal)| (*line, refusal.code())).collect();
    assert_eq!((imported.new, odd), (2, vec![(5, "not-an-address"), (6, "not-an-ags")]));
    eventually("one is found", || async {
        dach.list().await.contains(&("Auenstadt".to_owned(), auenstadt.host().to_owned())).then_some(())
    })
    .await;
    eventually("the other is not", || async {
        let rows =
            dach.node().store.reading().await.unwrap().list_members().page(dach.iri(), "", 9).await.unwrap();
        rows.into_iter().find_map(|row| row.error)
    })
    .await;
});
