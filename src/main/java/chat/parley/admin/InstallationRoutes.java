package chat.parley.admin;

import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Bodies;
import chat.parley.http.Links;
import chat.parley.http.Refusal;
import chat.parley.invite.InviteBody;
import chat.parley.invite.InviteService;
import chat.parley.session.GuestSessions;
import chat.parley.settings.Registration;
import chat.parley.settings.ServerSettings;
import chat.parley.settings.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Administration of the installation: settings, invites without a room, and the audit log. */
@Configuration(proxyBeanMethods = false)
class InstallationRoutes {

    private static final int PAGE_SIZE = 100;

    private final Settings settings;
    private final InviteService invites;
    private final Audit audit;
    private final GuestSessions guests;
    private final AuditedActions actions;
    private final Links links;

    InstallationRoutes(
            Settings settings,
            InviteService invites,
            Audit audit,
            GuestSessions guests,
            AuditedActions actions,
            Links links) {
        this.links = links;
        this.guests = guests;
        this.settings = settings;
        this.invites = invites;
        this.audit = audit;
        this.actions = actions;
    }

    /** Changes to the settings; null leaves a setting unchanged. */
    record Form(@Nullable String registration, @Nullable Boolean guests) {

        ServerSettings appliedTo(ServerSettings current) {
            return new ServerSettings(
                    registration == null ? current.registration() : policy(registration),
                    guests == null ? current.guests() : guests);
        }

        private static Registration policy(String wire) {
            return Registration.of(wire)
                    .orElseThrow(() ->
                            Refusal.field("registration", "registration_invalid", "Use open, invitation or closed."));
        }
    }

    /** @param next the value of {@code before} for the next page; null on the last page */
    record Page(List<Audit.Entry> entries, @Nullable Long next) {

        static Page of(List<Audit.Entry> rows) {
            boolean more = rows.size() > PAGE_SIZE;
            List<Audit.Entry> shown = more ? rows.subList(0, PAGE_SIZE) : rows;
            return new Page(shown, more ? shown.get(PAGE_SIZE - 1).id() : null);
        }
    }

    @Bean
    RouterFunction<ServerResponse> installationRouter() {
        return RouterFunctions.route()
                .GET("/api/admin/settings", this::settings)
                .PATCH("/api/admin/settings", this::change)
                .GET("/api/admin/invites", this::invites)
                .POST("/api/admin/invites", this::invite)
                .DELETE("/api/admin/invites/{id}", this::revoke)
                .GET("/api/admin/audit", this::audit)
                .build();
    }

    private Mono<ServerResponse> settings(ServerRequest request) {
        return actions.administrator(request)
                .flatMap(account -> settings.current())
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        return Bodies.read(request, Form.class)
                .zipWhen(form -> settings.current().map(form::appliedTo))
                .flatMap(both -> actions.perform(
                        request,
                        Action.SETTINGS_CHANGED,
                        null,
                        "registration: " + both.getT2().registration().wire() + ", guests: "
                                + both.getT2().guests(),
                        account -> settings.store(both.getT2())
                                .then(guests.endUnlessAllowed())
                                .thenReturn(both.getT2())))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> invites(ServerRequest request) {
        return actions.administrator(request)
                .flatMap(account -> invites.listForInstallation(InviteBody.before(request)))
                .map(InviteBody.Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> invite(ServerRequest request) {
        return Bodies.read(request, InviteService.Terms.class)
                .flatMap(terms -> actions.perform(
                        request,
                        Action.INVITE_CREATED,
                        null,
                        null,
                        account -> invites.createForInstallation(terms, account)))
                .flatMap(created -> ServerResponse.status(201).bodyValue(InviteBody.created(created, links, request)));
    }

    private Mono<ServerResponse> revoke(ServerRequest request) {
        long id = InviteBody.id(request, "id");
        return actions.perform(
                        request,
                        Action.INVITE_REVOKED,
                        String.valueOf(id),
                        null,
                        account -> invites.revokeForInstallation(id))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> audit(ServerRequest request) {
        return actions.administrator(request)
                .flatMap(account -> audit.before(QueryParameters.before(request), PAGE_SIZE + 1))
                .map(Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }
}
