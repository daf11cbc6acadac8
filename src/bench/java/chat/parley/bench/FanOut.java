package chat.parley.bench;

/**
 * Rooms of readers, some of whom post: at a fixed rate, or at the highest sustained rate.
 *
 * @param posters the number of people who post
 * @param rate posts per second; 0 to search for the highest rate
 * @param guess posts per second, for warming up and as the start of the search
 */
record FanOut(String name, int rooms, int people, int posters, double rate, double guess) implements Workload {

    private static final double MAX_LATENCY = 250;

    @Override
    public void run(Bench bench) {
        new Contest(bench, name, rate, guess, MAX_LATENCY).run(server -> {
            bench.say(name + ": " + rooms * people + " join " + server.name());
            Crowd crowd = Crowd.join(server, bench.threads(), server.wire().seats(rooms, people));
            return new SocketLoad(crowd, posters);
        });
    }
}
