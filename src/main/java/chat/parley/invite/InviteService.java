package chat.parley.invite;

import chat.parley.account.Account;
import chat.parley.account.Invitations;
import chat.parley.account.Secret;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.room.Membership;
import chat.parley.room.RoomAccess;
import chat.parley.room.RoomService;
import chat.parley.roomlog.state.RoomKind;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Creates, shows, revokes and accepts invites. An unknown, revoked, expired or used-up invite is refused with {@code
 * invite_invalid}, which does not say which of these applies.
 *
 * <p>A use is counted before the account joins, so that concurrent clients cannot exceed the limit, and is given back
 * if joining is refused. A crash in between costs one use.
 */
@Service
public class InviteService implements Invitations {

    /** The page size of lists. */
    static final int PAGE_SIZE = 200;

    private static final int TOKEN_BYTES = 16;
    private static final Duration MAX_LIFETIME = Duration.ofDays(366);
    private static final int MAX_USES = 100_000;

    private final Invites invites;
    private final RoomService rooms;
    private final RateLimits limits;
    private final TransactionalOperator transaction;
    private final SecureRandom random;
    private final Clock clock;

    InviteService(
            Invites invites,
            RoomService rooms,
            RateLimits limits,
            TransactionalOperator transaction,
            SecureRandom random,
            Clock clock) {
        this.limits = limits;
        this.transaction = transaction;
        this.invites = invites;
        this.rooms = rooms;
        this.random = random;
        this.clock = clock;
    }

    /**
     * @param expiresInSeconds null for never
     * @param uses null for no limit
     */
    public record Terms(
            @Nullable Long expiresInSeconds, @Nullable Integer uses) {

        void check() {
            if (expiresInSeconds != null && (expiresInSeconds < 1 || expiresInSeconds > MAX_LIFETIME.toSeconds())) {
                throw Refusal.field(
                        "expires_in_seconds", "out_of_range", "An invite must expire within a year, or never.");
            }
            if (uses != null && (uses < 1 || uses > MAX_USES)) {
                throw Refusal.field(
                        "uses", "out_of_range", "An invite can have 1 to " + MAX_USES + " uses, or no limit.");
            }
        }
    }

    public record Created(Invite invite, String token) {}

    /** An invite as shown to a person who has its link. */
    record Shown(Invite invite, @Nullable Membership room) {}

    /**
     * Creates an invite to a room that the account moderates. An administrator's invite also allows creating an
     * account.
     */
    Mono<Created> create(String room, Terms terms, Account account) {
        return Mono.defer(() -> {
            terms.check();
            return rooms.moderate(room, account)
                    .doOnNext(InviteService::refuseClosedRoom)
                    .doOnNext(membership -> limits.take(Rate.INVITE, account.id()))
                    .flatMap(membership -> store(membership.room().id(), terms, account.admin(), account));
        });
    }

    /**
     * Returns the title of the room of a valid invite that this account has created, or an empty text for an invite to
     * the installation. Empty if another account has created it.
     */
    public Mono<String> createdBy(String token, Account account) {
        return preview(token, account)
                .filter(shown -> shown.invite().by().equals(account.username()))
                .map(shown -> shown.room() == null ? "" : shown.room().room().title());
    }

    /** Returns a page of the room's invites with smaller ids. */
    Mono<List<Invite>> list(String room, long before, Account account) {
        return rooms.moderate(room, account).flatMap(membership -> invites.list(room, before, PAGE_SIZE));
    }

    Mono<Void> revoke(String room, long id, Account account) {
        return rooms.moderate(room, account)
                .flatMap(membership -> invites.revoke(id, room))
                .flatMap(InviteService::requireFound);
    }

    /** @param account the account that reads the invite; null without a session */
    Mono<Shown> preview(String token, @Nullable Account account) {
        return findValid(token, account)
                .flatMap(invite -> invite.room() == null
                        ? Mono.just(new Shown(invite, null))
                        : rooms.readUnchecked(invite.room()).map(membership -> new Shown(invite, membership)));
    }

    /** Joins the invite's room. An existing member does not use the invite up. */
    Mono<Membership> accept(String token, Account account) {
        return findValid(token, account).flatMap(invite -> enter(invite, account));
    }

    /** Counts the use once: stores an admission for the new account, which joins the room with it later. */
    @Override
    public Mono<Account> admit(String token, Mono<Account> creation) {
        return findValid(token, null)
                .filter(Invite::registers)
                .switchIfEmpty(Mono.error(InviteService::invalid))
                .flatMap(invite -> use(invite)
                        .then(creation)
                        .delayUntil(account -> invite.room() == null
                                ? Mono.empty()
                                : invites.storeAdmission(invite.id(), account.id())))
                .as(transaction::transactional);
    }

    /** Creates an invite to the installation. Only for administrators; callers check permission. */
    public Mono<Created> createForInstallation(Terms terms, Account account) {
        return Mono.defer(() -> {
            terms.check();
            limits.take(Rate.INVITE, account.id());
            return store(null, terms, true, account);
        });
    }

    /** Returns the current invites to the installation, newest first. */
    public Mono<List<Invite>> listForInstallation(long before) {
        return invites.list(null, before, PAGE_SIZE);
    }

    public Mono<Void> revokeForInstallation(long id) {
        return invites.revoke(id, null).flatMap(InviteService::requireFound);
    }

    private Mono<Membership> enter(Invite invite, Account account) {
        String room = invite.room();
        if (room == null) {
            return rooms.read(RoomAccess.GENERAL, account);
        }
        return rooms.readOwn(room, account)
                .switchIfEmpty(Mono.defer(() -> invites.isAdmitted(invite.id(), account.id())
                        .flatMap(admitted ->
                                admitted ? joinAdmitted(invite, room, account) : join(invite, room, account))));
    }

    private Mono<Membership> join(Invite invite, String room, Account account) {
        return use(invite)
                .then(rooms.accept(room, account))
                .onErrorResume(Refusal.class, refusal -> giveBack(invite, refusal));
    }

    private Mono<Membership> joinAdmitted(Invite invite, String room, Account account) {
        return rooms.accept(room, account).delayUntil(membership -> invites.removeAdmission(invite.id(), account.id()));
    }

    private Mono<Void> use(Invite invite) {
        return invites.use(invite.id()).flatMap(used -> used ? Mono.<Void>empty() : Mono.error(InviteService::invalid));
    }

    private <T> Mono<T> giveBack(Invite invite, Refusal refusal) {
        return refusal.code() == Code.INVITE_INVALID
                ? Mono.error(refusal)
                : invites.giveBack(invite.id()).then(Mono.error(refusal));
    }

    private Mono<Created> store(@Nullable String room, Terms terms, boolean registers, Account account) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expires = terms.expiresInSeconds() == null ? null : now.plusSeconds(terms.expiresInSeconds());
        String token = Secret.random(random, TOKEN_BYTES);
        Invite invite = new Invite(0, room, registers, account.username(), now, expires, terms.uses(), 0);
        return invites.create(Secret.hash(token), account.id(), invite)
                .map(id -> new Created(
                        new Invite(id, room, registers, account.username(), now, expires, terms.uses(), 0), token));
    }

    private Mono<Invite> findValid(String token, @Nullable Account account) {
        return invites.find(Secret.hash(token), account == null ? 0 : account.id())
                .switchIfEmpty(Mono.error(InviteService::invalid));
    }

    private static void refuseClosedRoom(Membership membership) {
        if (membership.room().archived()) {
            throw Refusal.of(Code.ROOM_ARCHIVED, "This room is archived.");
        }
        if (membership.room().kind() == RoomKind.DIRECT) {
            throw Refusal.of(Code.FORBIDDEN, "Direct messages have no invites.");
        }
    }

    private static Mono<Void> requireFound(boolean found) {
        return found ? Mono.empty() : Mono.error(() -> Refusal.of(Code.NOT_FOUND, "This invite doesn't exist."));
    }

    static Refusal invalid() {
        return Refusal.of(Code.INVITE_INVALID, "This invite is invalid or has expired.");
    }
}
