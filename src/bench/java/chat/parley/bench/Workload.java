package chat.parley.bench;

/** Something to measure, on each of the servers. */
interface Workload {

    void run(Bench bench);
}
