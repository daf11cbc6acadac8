package chat.parley.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time from a server's start to its readiness, with an empty database, and its resident memory. */
record StartUp(String name) implements Workload {

    private static final int OK = 200;
    private static final double MIB = 1024 * 1024;

    @Override
    public void run(Bench bench) {
        List<Double> seconds = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        for (int i = 0; i < bench.runs(); i++) {
            Database database = bench.databases().fresh(bench.database());
            long start = System.nanoTime();
            try (Server server = bench.start(database)) {
                awaitReady(server);
                seconds.add((System.nanoTime() - start) / 1e9);
                LockSupport.parkNanos((long) (bench.seconds() * TimeUnit.SECONDS.toNanos(1)));
                resident.add(Processes.resident(server.pid()) / MIB);
            }
            bench.say(name + ": " + seconds.get(i) + " s, " + resident.get(i) + " MiB");
        }
        bench.report().figure(name, "parley", "seconds until ready", Bench.median(seconds));
        bench.report().figure(name, "parley", "MiB resident, idle", Bench.median(resident));
    }

    private static void awaitReady(Server server) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/actuator/health/readiness"))
                .build();
        try {
            while (client.send(request, BodyHandlers.discarding()).statusCode() != OK) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
