//! Opening, opening again, and who may serve.

use store::{Location, Store, StoreError};

use crate::engines::{Town, project, start};

both_engines!(the_database_keeps_its_name_when_it_is_opened_again, |town| async move {
    let first = town.identity().await.unwrap();
    let again = town.again().await;
    assert_eq!(again.identity().await.unwrap(), first);
    assert_ne!(first.database, first.epoch);
    again.close().await;
});

both_engines!(a_new_epoch_is_seen_by_everyone, |town| async move {
    let first = town.identity().await.unwrap();
    let second = town.new_epoch().await.unwrap();
    assert_eq!(second.database, first.database);
    assert_ne!(second.epoch, first.epoch);
    assert_eq!(town.again().await.identity().await.unwrap(), second);
});

both_engines!(several_may_open_at_once, |town| async move {
    let opened = futures::future::join_all((0..4).map(|_| town.again())).await;
    let names: Vec<_> = futures::future::join_all(opened.iter().map(Store::identity)).await;
    assert!(names.iter().all(|name| name.as_ref().unwrap() == names[0].as_ref().unwrap()));
});

#[tokio::test]
async fn a_second_serve_on_one_sqlite_file_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let town = Town::on_sqlite(directory.path()).await;
    let lock = town.claim_for_serving().unwrap();
    let second = town.again().await;
    assert!(matches!(second.claim_for_serving(), Err(StoreError::Locked)));
    // A command may work beside it.
    let author = town.settle("auenstadt.de").await;
    assert_eq!(town.put(&project(&author, "eintraege/1")).await, store::Put::New);
    drop(lock);
    assert!(second.claim_for_serving().is_ok());
}

#[tokio::test]
async fn a_file_that_is_not_ours_alone_to_read_is_made_so() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("new.db");
    let clock = std::sync::Arc::new(commons::clock::TestClock::at(start()));
    let store = Store::open(Location::Sqlite(file.clone()), clock).await.unwrap();
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0);
    store.close().await;
}

both_engines!(a_database_of_a_newer_program_is_refused, |town| async move {
    crate::engines::run(
        &town,
        "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
         select 9999, 'later', installed_on, success, checksum, execution_time from _sqlx_migrations where version = 1",
    )
    .await;
    let answer = Store::open(town.location.clone(), town.clock.clone()).await;
    assert!(matches!(answer.err(), Some(StoreError::Newer(9999))));
});
