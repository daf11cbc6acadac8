package chat.parley.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Rooms of people who read, some of whom post: at a rate that is given, or at the highest that holds.
 *
 * @param posters how many of all people post
 * @param rate posts a second; 0 to look for the highest
 * @param guess posts a second to warm up with, and to begin to look from
 */
record FanOut(String name, int rooms, int people, int posters, double rate, double guess) implements Workload {

    private static final double TRIAL_SECONDS = 4;
    private static final double TRIAL_WARM_UP = 1;
    private static final int TRIALS = 10;
    private static final int CHANCES = 2;
    private static final double CLOSE_ENOUGH = 1.1;
    private static final double STEP_BACK = 0.93;

    @Override
    public void run(Bench bench) {
        List<Player> players = new ArrayList<>();
        try {
            for (Server server : bench.servers()) {
                players.add(player(bench, server));
            }
            for (int i = 0; i < bench.runs(); i++) {
                players.forEach(player -> player.measure(bench));
            }
            players.forEach(player ->
                    bench.report(name, player.crowd.server().name(), Step.median(player.steps), ratio(players)));
        } finally {
            players.forEach(player -> player.crowd.close());
        }
    }

    /** What the first carries for a second of processor, in parts of what the second does. */
    private static double ratio(List<Player> players) {
        return players.size() < 2
                ? Double.NaN
                : Step.median(players.get(0).steps).perCpuSecond()
                        / Step.median(players.get(1).steps).perCpuSecond();
    }

    private Player player(Bench bench, Server server) {
        bench.say(name + ": " + rooms * people + " join " + server.name());
        Crowd crowd = Crowd.join(server, bench.threads(), server.wire().seats(rooms, people));
        Driver driver = new Driver(crowd, posters);
        bench.say(name + ": warming up");
        driver.step(guess, 0, bench.warmUp());
        return new Player(crowd, driver, rate > 0 ? rate : search(bench, driver));
    }

    /** Up in doubles, then between what was held and what was not. What is missed once may have been an accident. */
    private double search(Bench bench, Driver driver) {
        double held = 0;
        double missed = 0;
        double trial = guess;
        for (int i = 0; i < TRIALS && !(held > 0 && missed > 0 && missed / held < CLOSE_ENOUGH); i++) {
            if (holds(bench, driver, trial)) {
                held = trial;
            } else {
                missed = trial;
            }
            trial = missed == 0 ? held * 2 : held == 0 ? missed / 2 : (held + missed) / 2;
        }
        return held > 0 ? held : trial;
    }

    private boolean holds(Bench bench, Driver driver, double trial) {
        for (int i = 0; i < CHANCES; i++) {
            Step step = driver.step(trial, TRIAL_WARM_UP, TRIAL_SECONDS);
            bench.say(name + ": " + Bench.line(step));
            if (step.held()) {
                return true;
            }
        }
        return false;
    }

    private final class Player {
        private final Crowd crowd;
        private final Driver driver;
        private final List<Step> steps = new ArrayList<>();
        private double rate;

        Player(Crowd crowd, Driver driver, double rate) {
            this.crowd = crowd;
            this.driver = driver;
            this.rate = rate;
        }

        /** A rate that was found in short trials may be a little too high for a longer run. */
        void measure(Bench bench) {
            Step step = driver.step(rate, TRIAL_WARM_UP, bench.seconds());
            for (int i = 0; i < 3 && FanOut.this.rate == 0 && !step.held(); i++) {
                bench.say(name + ": not held, " + Bench.line(step));
                rate *= STEP_BACK;
                step = driver.step(rate, TRIAL_WARM_UP, bench.seconds());
            }
            bench.say(name + ": " + crowd.server().name() + " " + Bench.line(step));
            steps.add(step);
        }
    }
}
