package chat.parley.bench;

/** A measurement on each of the servers. */
interface Workload {

    void run(Bench bench);
}
