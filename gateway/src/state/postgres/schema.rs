//! The tables by version. They are only ever taken to a newer version: an older gateway that starts
//! refuses them, so keep a backup until the new version has proven itself.

use refinery::{Runner, error::Kind};
use tokio_postgres::Client;

use super::error::PostgresError;

refinery::embed_migrations!("src/state/postgres/migrations");

/// What was done to a database, and when.
const HISTORY: &str = "phone_profile_schema_history";

/// Any number that is nobody else's: gateways that start together make the tables one after another.
const LOCK: &str = "SELECT pg_advisory_lock(7463091285540731)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7463091285540731)";

/// Makes the tables, or takes them to the newest version.
pub(super) async fn migrate(client: &mut Client) -> Result<(), PostgresError> {
    let refused = PostgresError::of;
    client.batch_execute(LOCK).await.map_err(refused)?;
    let done = runner().run_async(client).await;
    client.batch_execute(UNLOCK).await.map_err(refused)?;
    let done = done.map_err(|error| match error.kind() {
        Kind::MissingVersion(_) | Kind::DivergentVersion(..) => PostgresError::Newer,
        _ => PostgresError::Migrate(error),
    })?;
    let applied = done.applied_migrations();
    if let Some(newest) = applied.last()
        && applied.len() < runner().get_migrations().len()
    {
        tracing::warn!(
            to = newest.version(),
            "PostgreSQL's tables were taken to a newer version, which older gateways refuse: back \
             up the database before a new version's first start"
        );
    }
    Ok(())
}

fn runner() -> Runner {
    let mut runner = migrations::runner();
    runner.set_migration_table_name(HISTORY);
    runner
}
