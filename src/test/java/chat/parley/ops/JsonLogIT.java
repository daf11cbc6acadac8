package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Json;
import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import org.junit.jupiter.api.Test;

class JsonLogIT {

    @Test
    void logCanBeWrittenAsJson() {
        try (ParleyProcess node = ParleyServer.with()
                .property("logging.structured.format.console", "ecs")
                .startProcess()) {
            Person.visiting(node.url()).get("/api/session");

            assertThat(node.output().lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(
                                    Json.read(line).path("@timestamp").asString(""))
                            .isNotEmpty());
            assertThat(node.output().lines())
                    .anyMatch(
                            line -> Json.read(line).path("message").asString("").startsWith("This is node "));
        }
    }
}
