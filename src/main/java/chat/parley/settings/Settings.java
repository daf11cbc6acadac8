package chat.parley.settings;

import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores the installation's settings, which apply to all nodes. Settings are read when needed and not cached. */
@Repository
public class Settings {

    private static final String REGISTRATION = "registration";
    private static final String GUESTS = "guests";

    private static final String STORE = """
            merge into setting s using (values (cast(:name as varchar), cast(:value as varchar))) k(name, new_value)
            on (s.name = k.name)
            when matched then update set "value" = k.new_value
            when not matched then insert (name, "value") values (k.name, k.new_value)""";

    private final DatabaseClient database;
    private final InitialSettings initial;

    Settings(DatabaseClient database, InitialSettings initial) {
        this.database = database;
        this.initial = initial;
    }

    public Mono<ServerSettings> current() {
        return database.sql("select name, \"value\" from setting")
                .map(row -> Map.entry(
                        Objects.requireNonNull(row.get("name", String.class)),
                        Objects.requireNonNull(row.get("value", String.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(this::read);
    }

    public Mono<Void> store(ServerSettings settings) {
        return store(REGISTRATION, settings.registration().wire())
                .then(store(GUESTS, String.valueOf(settings.guests())));
    }

    private Mono<Void> store(String name, String value) {
        return database.sql(STORE).bind("name", name).bind("value", value).then();
    }

    private ServerSettings read(Map<String, String> values) {
        String guests = values.get(GUESTS);
        return new ServerSettings(
                Registration.of(values.getOrDefault(REGISTRATION, "")).orElse(initial.registration()),
                guests == null ? initial.guests().enabled() : Boolean.parseBoolean(guests));
    }
}
