package chat.parley.bench;

/** A server under load: its address, the process whose CPU time counts, and its protocol. */
record Server(String name, String host, int port, long pid, Wire wire, Runnable end) implements AutoCloseable {

    String url() {
        return "http://" + host + ":" + port;
    }

    @Override
    public void close() {
        end.run();
    }
}
