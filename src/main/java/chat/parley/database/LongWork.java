package chat.parley.database;

import io.r2dbc.spi.ConnectionFactory;

/**
 * Connections outside of the pool, for work that may take longer than any statement should. Whoever creates one closes
 * it.
 */
public record LongWork(ConnectionFactory connections) {}
