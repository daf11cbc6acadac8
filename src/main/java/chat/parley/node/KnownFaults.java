package chat.parley.node;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which of the libraries in this program have a published security fault. The build lists the libraries in a software
 * bill of materials (CycloneDX, {@code META-INF/sbom/application.cdx.json}); the faults are in {@code known-faults.json}.
 * Both are part of the program, so the answer never changes while it runs.
 */
@Component
public class KnownFaults {

    private static final String LIBRARIES = "META-INF/sbom/application.cdx.json";
    private static final String FAULTS = "known-faults.json";

    private final JsonMapper json;
    private final Mono<List<KnownFault>> present;

    KnownFaults(JsonMapper json) {
        this.json = json;
        present = Mono.fromCallable(() -> presentIn(libraries(), all()))
                .subscribeOn(Schedulers.boundedElastic())
                .cache();
    }

    /**
     * The faults that this program has, in no order. Fails with an {@link IOException} where the build did not list the
     * libraries, which is so in some development environments. The lists are read once, away from the caller's thread.
     */
    public Mono<List<KnownFault>> present() {
        return present;
    }

    static List<KnownFault> presentIn(Map<String, String> libraries, List<KnownFault> faults) {
        return faults.stream()
                .filter(fault -> fault.affects(libraries.get(fault.library())))
                .toList();
    }

    /** The version of each library by its group and artifact. */
    Map<String, String> libraries() throws IOException {
        try (InputStream list = new ClassPathResource(LIBRARIES).getInputStream()) {
            return StreamSupport.stream(json.readTree(list).path("components").spliterator(), false)
                    .collect(Collectors.toMap(KnownFaults::name, library -> text(library, "version"), (a, b) -> a));
        }
    }

    List<KnownFault> all() throws IOException {
        try (InputStream list = new ClassPathResource(FAULTS).getInputStream()) {
            return json.readValue(list, new TypeReference<>() {});
        }
    }

    private static String name(JsonNode library) {
        return text(library, "group") + ":" + text(library, "name");
    }

    private static String text(JsonNode library, String field) {
        return library.path(field).asString("");
    }
}
