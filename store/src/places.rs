//! How far jobs have come that follow the numbers of change and keep nothing else. Of several processes one works at a time.

use commons::Time;

use crate::StoreError;
use crate::session::sql;
use crate::table::{Writes, table};

table! {
    /// How far jobs have come.
    Places
}

impl<M> Places<'_, M> {
    /// The number of change that this job has reached; none: it has never run.
    pub async fn reached(&mut self, job: &str) -> Result<Option<i64>, StoreError> {
        self.session.first(sql("select changed from places where job = $1").bind(job.to_owned())).await
    }
}

impl Places<'_, Writes> {
    /// A job that has never run begins at the present number: what was there before is no news.
    pub async fn begin(&mut self, job: &str) -> Result<(), StoreError> {
        let query = sql("insert into places (job, changed, until) \
             select $1, n.changed, 0 from node n where n.id = 1 on conflict (job) do nothing");
        self.session.execute(query.bind(job.to_owned())).await.map(drop)
    }

    /// Takes the job over for `lease` milliseconds and gives the number it has reached; none while somebody else has it.
    pub async fn claim(&mut self, job: &str, now: Time, lease: i64) -> Result<Option<i64>, StoreError> {
        self.session.claim_alone().await?;
        let query = sql("update places set until = $3 where job = $1 and until <= $2 returning changed");
        let query = query.bind(job.to_owned()).bind(now.millis()).bind(now.plus(lease).millis());
        self.session.first(query).await
    }

    /// The job has come so far, and whoever comes next may take it.
    pub async fn reach(&mut self, job: &str, changed: i64) -> Result<(), StoreError> {
        let query = sql("update places set changed = $2, until = 0 where job = $1");
        self.session.execute(query.bind(job.to_owned()).bind(changed)).await.map(drop)
    }
}
