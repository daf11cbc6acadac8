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
 * Finds libraries of this build with published vulnerabilities. Compares the build's software bill of materials
 * (CycloneDX, {@code META-INF/sbom/application.cdx.json}) with {@code known-faults.json}. Both are part of the program,
 * so the result does not change while it runs.
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
     * Returns the vulnerabilities of this build in no particular order. Fails with an {@link IOException} if the build
     * has no bill of materials, as in some development environments. The files are read once, on another thread.
     */
    public Mono<List<KnownFault>> present() {
        return present;
    }

    static List<KnownFault> presentIn(Map<String, String> libraries, List<KnownFault> faults) {
        return faults.stream()
                .filter(fault -> fault.affects(libraries.get(fault.artifact())))
                .toList();
    }

    /** Returns the versions of libraries by {@code group:artifact}. */
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
