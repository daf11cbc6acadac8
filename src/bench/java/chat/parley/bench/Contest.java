package chat.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts the same load on several servers alternately: at a fixed rate, or at the highest rate that each of them sustains. */
final class Contest {

    private static final double TRIAL_SECONDS = 4;
    private static final double TRIAL_WARM_UP = 1;
    private static final int TRIALS = 12;
    private static final int MAX_RETRIES = 2;
    private static final double PRECISION = 1.1;
    private static final double STEP_BACK = 0.93;

    private final Bench bench;
    private final String name;
    private final double fixed;
    private final double initialRate;
    private final double maxLatency;

    /**
     * @param fixed posts per second; 0 to search for the highest rate
     * @param initialRate posts per second, for warming up and as the start of the search
     * @param maxLatency limit of the 99th percentile in milliseconds at a sustained rate
     */
    Contest(Bench bench, String name, double fixed, double initialRate, double maxLatency) {
        this.bench = bench;
        this.name = name;
        this.fixed = bench.rate() > 0 ? bench.rate() : fixed;
        this.initialRate = initialRate;
        this.maxLatency = bench.maxLatency() > 0 ? bench.maxLatency() : maxLatency;
    }

    void run(Function<Server, Load> loads) {
        List<Player> players = new ArrayList<>();
        try {
            for (Server server : bench.servers()) {
                players.add(new Player(loads.apply(server)));
            }
            players.forEach(Player::prepare);
            for (int i = 0; i < bench.runs(); i++) {
                players.forEach(Player::measure);
            }
            players.forEach(
                    player -> bench.report().step(name, player.load.server().name(), player.median(), ratio(players)));
        } finally {
            players.forEach(player -> player.load.close());
        }
    }

    /** The first server's throughput per CPU second, relative to the second server's. */
    private static double ratio(List<Player> players) {
        return players.size() < 2
                ? Double.NaN
                : players.get(0).median().perCpuSecond()
                        / players.get(1).median().perCpuSecond();
    }

    private final class Player {

        private final Load load;
        private final List<Step> steps = new ArrayList<>();
        private double rate;

        Player(Load load) {
            this.load = load;
        }

        Step median() {
            return Step.median(steps);
        }

        void prepare() {
            say("warming up", load.step(initialRate, 0, bench.warmUp()));
            rate = fixed > 0 ? fixed : highest();
        }

        /** Doubles the rate until it is missed, then bisects between held and missed rates. */
        private double highest() {
            double held = 0;
            double missed = 0;
            double trial = initialRate;
            for (int i = 0; i < TRIALS && !(held > 0 && missed > 0 && missed / held < PRECISION); i++) {
                if (holds(trial)) {
                    held = trial;
                } else {
                    missed = trial;
                }
                trial = missed == 0 ? held * 2 : held == 0 ? missed / 2 : (held + missed) / 2;
            }
            return held > 0 ? held : trial;
        }

        /** Tries again, because a single miss may be an accident. */
        private boolean holds(double trial) {
            for (int i = 0; i < MAX_RETRIES; i++) {
                Step step = load.step(trial, TRIAL_WARM_UP, TRIAL_SECONDS);
                say("trial", step);
                if (step.held(maxLatency)) {
                    return true;
                }
            }
            return false;
        }

        /** Lowers a rate from short trials if it proves too high in the longer run. */
        void measure() {
            Step step = load.step(rate, TRIAL_WARM_UP, bench.seconds());
            for (int i = 0; i < MAX_RETRIES && fixed == 0 && !step.held(maxLatency); i++) {
                say("not held", step);
                rate *= STEP_BACK;
                step = load.step(rate, TRIAL_WARM_UP, bench.seconds());
            }
            say("run", step);
            steps.add(step);
        }

        private void say(String what, Step step) {
            bench.say(name + ", " + load.server().name() + ", " + what + ": " + step.line());
        }
    }
}
