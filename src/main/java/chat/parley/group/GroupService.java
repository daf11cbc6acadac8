package chat.parley.group;

import chat.parley.account.Account;
import chat.parley.account.AccountSearch;
import chat.parley.account.Accounts;
import chat.parley.account.Usernames;
import chat.parley.channel.ChannelLayer;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The groups of this installation. A group's name is in the namespace of usernames: no account and no other group has
 * it or one that looks like it. Callers check permission.
 */
@Service
public class GroupService {

    /** The channel that announces changes. The message is empty: a hint to read the list again. */
    public static final String CHANNEL = "groups";

    static final int MAX_GROUPS = 200;

    /** A message stores the usernames that it mentions, and each member of the room receives them. */
    static final int MAX_PEOPLE = 200;

    private final Groups groups;
    private final Accounts accounts;
    private final Usernames usernames;
    private final TransactionalOperator transaction;
    private final ChannelLayer channels;

    GroupService(
            Groups groups,
            Accounts accounts,
            Usernames usernames,
            TransactionalOperator transaction,
            ChannelLayer channels) {
        this.groups = groups;
        this.accounts = accounts;
        this.usernames = usernames;
        this.transaction = transaction;
        this.channels = channels;
    }

    /** A group and the accounts in it, by username. */
    public record Detail(String name, String description, List<AccountSearch.Found> people) {}

    /** Returns all groups by name. */
    Mono<List<Group>> list(Account account) {
        return groups.list(account, MAX_GROUPS);
    }

    Mono<Detail> read(String name) {
        return Mono.justOrEmpty(usernames.key(name))
                .flatMap(groups::byKey)
                .switchIfEmpty(Mono.error(GroupService::notFound))
                .flatMap(group -> groups.people(group.id(), MAX_PEOPLE)
                        .map(people -> new Detail(group.name(), group.description(), people)));
    }

    /** Creates a group without people. */
    public Mono<Detail> create(GroupForm form) {
        return Mono.defer(() -> {
            String name = validName(form.name());
            String description = form.validDescription();
            return accounts.reserveForGroup(name, 0)
                    .then(Mono.defer(this::refuseTooMany))
                    .then(Mono.defer(() -> groups.insert(name, key(name), description)))
                    .as(transaction::transactional)
                    .then(announce())
                    .thenReturn(new Detail(name, description, List.of()));
        });
    }

    private Mono<Void> refuseTooMany() {
        return groups.count()
                .flatMap(count -> count < MAX_GROUPS
                        ? Mono.empty()
                        : Mono.error(() ->
                                Refusal.field("name", "too_many", "There can be at most " + MAX_GROUPS + " groups.")));
    }

    /** Renames or describes a group. Messages that mention the former name keep it. */
    public Mono<Detail> change(String group, GroupForm form) {
        return Mono.defer(() -> {
            String name = form.name() == null ? null : validName(form.name());
            String description = form.description() == null ? null : form.validDescription();
            return (name == null ? describe(group, description) : rename(group, name, description))
                    .as(transaction::transactional)
                    .then(announce())
                    .then(Mono.defer(() -> read(name == null ? group : name)));
        });
    }

    /** The name is reserved before the group is locked, in the order that prevents deadlocks. */
    private Mono<Void> rename(String group, String name, @Nullable String description) {
        return Mono.justOrEmpty(usernames.key(group))
                .flatMap(groups::byKey)
                .switchIfEmpty(Mono.error(GroupService::notFound))
                .flatMap(found -> accounts.reserveForGroup(name, found.id()))
                .then(Mono.defer(() -> lock(group)))
                .flatMap(found -> groups.rename(found.id(), name, key(name))
                        .then(description == null ? Mono.empty() : groups.describe(found.id(), description)));
    }

    private Mono<Void> describe(String group, @Nullable String description) {
        return lock(group)
                .flatMap(found -> description == null ? Mono.empty() : groups.describe(found.id(), description));
    }

    /** Deletes a group. Messages that mention it keep their mentions. */
    public Mono<Void> delete(String group) {
        return lock(group)
                .flatMap(found -> groups.delete(found.id()))
                .as(transaction::transactional)
                .then(announce());
    }

    /** Adds an account. Changes nothing if it is in the group already. */
    public Mono<Void> add(String group, String username) {
        return accounts.byUsername(username)
                .switchIfEmpty(Mono.error(GroupService::accountNotFound))
                .flatMap(account -> groups.lockEnabled(account)
                        .switchIfEmpty(Mono.error(() -> Refusal.of(Code.ACCOUNT_DISABLED, "This account is disabled.")))
                        .then(Mono.defer(() -> lock(group)))
                        .flatMap(found -> add(found, account)))
                .as(transaction::transactional)
                .then(announce());
    }

    private Mono<Void> add(Groups.Stored group, Account account) {
        return groups.contains(group.id(), account).flatMap(contained -> {
            if (contained) {
                return Mono.empty();
            }
            return group.people() < MAX_PEOPLE
                    ? groups.add(group.id(), account)
                    : Mono.error(() -> Refusal.field(
                            "username", "too_many", "A group can have at most " + MAX_PEOPLE + " people."));
        });
    }

    /** Removes an account. Changes nothing if it is not in the group. */
    public Mono<Void> remove(String group, String username) {
        return accounts.byUsername(username)
                .switchIfEmpty(Mono.error(GroupService::accountNotFound))
                .flatMap(account -> lock(group).flatMap(found -> groups.remove(found.id(), account)))
                .as(transaction::transactional)
                .then(announce());
    }

    /** Removes an account from all groups, in the caller's transaction, which has locked the account. */
    public Mono<Void> removeFromAll(Account account) {
        return groups.lockOf(account)
                .flatMapMany(Flux::fromIterable)
                .concatMap(group -> groups.remove(group, account))
                .then();
    }

    private Mono<Groups.Stored> lock(String group) {
        return Mono.justOrEmpty(usernames.key(group))
                .flatMap(groups::lock)
                .switchIfEmpty(Mono.error(GroupService::notFound));
    }

    private String validName(@Nullable String raw) {
        if (raw == null) {
            throw Refusal.field("name", "required", "Enter a name.");
        }
        String name = usernames.normalize(raw);
        usernames.brokenRule(name).ifPresent(code -> {
            throw Refusal.field("name", code, "Choose another name.");
        });
        return name;
    }

    private String key(String validName) {
        return usernames.key(validName).orElseThrow();
    }

    /** Announces a change, also one that a concurrent request has made. */
    public Mono<Void> announce() {
        return channels.publish(CHANNEL, new byte[0]).onErrorComplete();
    }

    private static Refusal notFound() {
        return Refusal.of(Code.NOT_FOUND, "This group doesn't exist.");
    }

    private static Refusal accountNotFound() {
        return Refusal.of(Code.ACCOUNT_NOT_FOUND, "This account doesn't exist.");
    }
}
