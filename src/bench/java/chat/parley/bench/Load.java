package chat.parley.bench;

/** Clients that wait to put a server under load. */
interface Load extends AutoCloseable {

    /**
     * One stretch at a fixed rate.
     *
     * @param warmUp seconds before those that are measured
     */
    Step step(double rate, double warmUp, double seconds);

    Server server();

    @Override
    void close();
}
