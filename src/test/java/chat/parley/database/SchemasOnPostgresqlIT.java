package chat.parley.database;

import chat.parley.support.PostgresServer;

class SchemasOnPostgresqlIT extends SchemasContract {

    @Override
    DatabaseAddress database() {
        PostgresServer.Database fresh = PostgresServer.freshDatabase();
        return DatabaseAddress.of(fresh.r2dbcUrl(), fresh.username(), fresh.password());
    }
}
