//! The German register of towns: who bears which key, in which county, with how many inhabitants.
//!
//! It is replaced as a whole. What was taken from it stays with whoever took it.

use std::sync::LazyLock;

use commons::register::{Place, fold};
use commons::{Ags, OrganisationKind, State};

use crate::StoreError;
use crate::row::{Columns, Row, parsed};
use crate::session::{Sql, sql};
use crate::table::{Writes, table};

/// Places put in by one statement.
const MANY: usize = 50;
/// What is bound for each.
const BOUND: usize = 9;

static INSERT_MANY: LazyLock<String> = LazyLock::new(|| {
    let row = |row: usize| {
        let places: Vec<_> = (1..=BOUND).map(|place| format!("${}", row * BOUND + place)).collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<_> = (0..MANY).map(row).collect();
    format!(
        "insert into register (key, kind, name, official, folded, county, state, population, valid_on) \
         values {} on conflict do nothing",
        rows.join(", ")
    )
});

impl Row for Place {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            key: parsed(Ags::parse(&row.text()?))?,
            kind: row.code(OrganisationKind::parse)?,
            name: row.text()?,
            official: row.text()?,
            county: row.text_or_null()?,
            state: row.code(State::parse)?,
            population: u64::try_from(row.number()?).map_err(StoreError::failed)?,
            valid_on: row.text()?,
        })
    }
}

table! {
    /// The German register of towns.
    Register
}

impl<M> Register<'_, M> {
    /// The place with this key.
    pub async fn by_key(&mut self, key: &Ags) -> Result<Option<Place>, StoreError> {
        let query = sql(
            "select key, kind, name, official, county, state, population, valid_on from register where key = $1",
        );
        self.session.first(query.bind(key.as_str())).await
    }

    /// The places whose official name begins with this, however umlauts are typed; those with most inhabitants first.
    pub async fn by_beginning(&mut self, typed: &str, limit: i64) -> Result<Vec<Place>, StoreError> {
        let query =
            sql("select key, kind, name, official, county, state, population, valid_on from register \
             where substr(folded, 1, length($1)) = $1 order by population desc, key limit $2");
        self.session.all(query.bind(fold(typed)).bind(limit)).await
    }

    /// How many places there are.
    pub async fn count(&mut self) -> Result<i64, StoreError> {
        self.session.one(sql("select count(*) from register")).await
    }
}

impl Register<'_, Writes> {
    /// Puts these in the place of all that were there. `progress` is told how many are in.
    pub async fn replace_all(
        &mut self,
        places: &[Place],
        progress: &mut (dyn FnMut(usize) + Send),
    ) -> Result<(), StoreError> {
        // Two that replace at once come one after the other: the row of the node is the lock that both engines have.
        self.session.execute(sql("update node set changed = changed where id = 1")).await?;
        self.session.execute(sql("delete from register")).await?;
        for (done, chunk) in places.chunks(MANY).enumerate() {
            self.put(chunk).await?;
            progress(done * MANY + chunk.len());
        }
        Ok(())
    }

    async fn put(&mut self, chunk: &[Place]) -> Result<(), StoreError> {
        let mut query = sql(&INSERT_MANY);
        // A short chunk is filled up with its last place: what is there already does nothing.
        for place in (0..MANY).filter_map(|index| chunk.get(index).or(chunk.last())) {
            query = bound(query, place)?;
        }
        self.session.execute(query).await.map(drop)
    }
}

fn bound(query: Sql, place: &Place) -> Result<Sql, StoreError> {
    Ok(query
        .bind(place.key.as_str().to_owned())
        .bind(place.kind.code())
        .bind(place.name.clone())
        .bind(place.official.clone())
        .bind(fold(&place.official))
        .bind(place.county.clone())
        .bind(place.state.code())
        .bind(i64::try_from(place.population).map_err(StoreError::failed)?)
        .bind(place.valid_on.clone()))
}
