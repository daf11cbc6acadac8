package chat.parley.bench;

/**
 * Rooms of people who read, some of whom post: at a rate that is given, or at the highest that holds.
 *
 * @param posters how many of all people post
 * @param rate posts a second; 0 to look for the highest
 * @param guess posts a second to warm up with, and to begin to look from
 */
record FanOut(String name, int rooms, int people, int posters, double rate, double guess) implements Workload {

    private static final double LONGEST = 250;

    @Override
    public void run(Bench bench) {
        new Contest(bench, name, rate, guess, LONGEST).run(server -> {
            bench.say(name + ": " + rooms * people + " join " + server.name());
            Crowd crowd = Crowd.join(server, bench.threads(), server.wire().seats(rooms, people));
            return new SocketLoad(crowd, posters);
        });
    }
}
