//! How fast the way of a letter is. Printed, never asserted; run by hand: `cargo nextest run -p store --run-ignored all speed`.

use std::time::Instant;

use commons::{Standing, Time};

use crate::engines::{elsewhere, project};

both_engines!(
    #[ignore = "a measurement"]
    letters_in_batches_of_fifty,
    |town| async move {
        let author = town.meet("birkenried.de", "").await;
        let (batches, each) = (40, 50);
        let started = Instant::now();
        for batch in 0..batches {
            let mut change = town.begin().await.unwrap();
            for number in 0..each {
                let entry = project(&author, &format!("{batch}/{number}"));
                let key = format!("https://birkenried.de/{batch}/{number}#create-1");
                assert!(change.heard().once(&key, town.now().plus(120 * Time::DAY)).await.unwrap());
                change.entries().put(&entry, elsewhere(&town, Standing::Published)).await.unwrap();
            }
            change.commit().await.unwrap();
        }
        println!("{:.0} letters a second", f64::from(batches * each) / started.elapsed().as_secs_f64());
    }
);
