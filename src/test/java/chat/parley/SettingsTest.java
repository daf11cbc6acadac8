package chat.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** An invalid value of any setting stops the start, and the error contains the name of the setting. */
class SettingsTest {

    /** Values that are invalid for every setting of a type. */
    private static final Map<String, List<String>> BAD = Map.of(
            "java.time.Duration", List.of("-1s", "0s", "soon", "99999999999999999999d"),
            "int", List.of("-1", "0", "many", "99999999999"),
            "long", List.of("-1", "0", "many", "99999999999999999999"),
            "boolean", List.of("perhaps"),
            "chat.parley.http.Limit", List.of("0 per 1s", "5 per 0s", "5 per -1s", "1 per 99999d", "5", "often"));

    /** Settings for which zero means "none" or "immediately". */
    private static final Set<String> MAY_BE_ZERO =
            Set.of("parley.gateway.drain", "parley.node.sweep-after", "parley.http.connections-per-address");

    private record Bad(Class<?> type, String name, String value) {

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    static Stream<Bad> badValues() {
        return settings()
                .flatMap(type ->
                        Arrays.stream(type.getRecordComponents()).flatMap(component -> badValues(type, component)));
    }

    private static Stream<Bad> badValues(Class<?> type, RecordComponent component) {
        String prefix = type.getAnnotation(ConfigurationProperties.class).value();
        String name =
                prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return BAD.getOrDefault(component.getType().getName(), List.of()).stream()
                .filter(value -> !(MAY_BE_ZERO.contains(name) && value.startsWith("0")))
                .map(value -> new Bad(type, name, value));
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void invalidValueStopsTheStartAndNamesItsSetting(Bad bad) {
        Throwable failure = catchThrowable(() -> bind(bad));

        assertThat(failure).as("%s is accepted", bad).isNotNull();
        assertThat(messages(failure)).contains(bad.name());
    }

    @Test
    void allSettingsAreDiscovered() {
        assertThat(settings()).hasSizeGreaterThan(10);
        assertThat(badValues()).hasSizeGreaterThan(100);
    }

    private static Object bind(Bad bad) {
        Binder binder = new Binder(
                List.of(new MapConfigurationPropertySource(Map.of(bad.name(), bad.value()))),
                null,
                ApplicationConversionService.getSharedInstance());
        return binder.bindOrCreate(
                bad.type().getAnnotation(ConfigurationProperties.class).value(), Bindable.of(bad.type()));
    }

    private static String messages(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause).append('\n');
        }
        return all.toString();
    }

    private static Stream<Class<?>> settings() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("chat.parley").stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .filter(Class::isRecord)
                .filter(type -> type.getAnnotation(ConfigurationProperties.class)
                        .value()
                        .startsWith("parley"));
    }
}
