import { html, nothing } from 'lit';
import { levelOf } from '../../model/room-label.js';
import { roomApi } from '../../net/room-api.js';
import { confirm } from '../kit/confirm.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { fieldText, problemText } from '../kit/problem-text.js';
import { stored } from '../kit/stored.js';
import { rich, t } from '../../texts/texts.js';

const LEVELS = [
  ['all', t('details.room-about.allMessages')],
  ['mentions', t('details.room-about.mentionsOnly')],
  ['none', t('details.room-about.none')],
];

const mayEdit = ({ role, archived_at: archived }) => ['owner', 'moderator'].includes(role) && !archived;

/** The room's details and this account's preferences for it. */
class ParleyRoomAbout extends PageElement {
  static properties = { conversation: {}, fault: { state: true }, saved: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.watch(() => this.conversation?.room, ['info', 'names']);
    this.watch(() => this.conversation?.chat.rooms, 'change');
  }

  render() {
    const { info } = this.conversation.room;
    const direct = info.kind === 'direct';
    return html`
      ${direct ? nothing : html`${this.#words(info)} ${this.#previews(info)}`} ${this.#preferences()}
      ${direct ? nothing : html`<div class="actions">${this.#dangerActions(info)}</div>`}
    `;
  }

  #words(info) {
    const editable = mayEdit(info);
    return html`
      <form class="form" novalidate @submit=${this.#save}>
        ${this.#field('title', t('details.room-about.title'), info.title, 128, editable)} ${this.#field('topic', t('details.room-about.topic'), info.topic ?? '', 1000, editable)}
        ${this.#field('name', t('details.room-about.nameInAddresses'), info.name, 64, editable)}
        <p class="muted small">
          ${info.kind === 'private' ? t('details.room-about.privateOnlyInvitedPeople') : t('details.room-about.publicEveryoneOnThis')}
          ${info.owner ? html`${rich('details.room-about.ownedBy', { owner: html`<b dir="auto">${this.conversation.nameOf(info.owner)}</b>` })}` : nothing} ${info.archived_at ? t('details.room-about.archivedMembersCanRead') : nothing}
        </p>
        <div role="status">
          ${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing} ${this.saved ? html`<p class="form-done">${t('details.room-about.saved')}</p>` : nothing}
        </div>
        ${editable ? html`<button class="button" ?disabled=${this.busy}>${t('details.room-about.save')}</button>` : nothing}
      </form>
    `;
  }

  #field(name, label, value, longest, editable) {
    return html`
      <div class="field">
        <label for="about-${name}">${label}</label>
        <input id="about-${name}" name=${name} dir="auto" autocomplete="off" maxlength=${longest} ?readonly=${!editable} .value=${value} />
      </div>
    `;
  }

  #previews(info) {
    return mayEdit(info)
      ? html`<label class="check"><input type="checkbox" .checked=${stored(info.previews ?? true, this.busy)} ?disabled=${this.busy} @change=${({ target }) => this.#run(() => roomApi.edit(info.id, { previews: target.checked }))} />${t('details.room-about.showPreviews')}</label>`
      : nothing;
  }

  #preferences() {
    const { room } = this.conversation;
    const known = this.conversation.chat.rooms.all.find(({ id }) => id === room.id);
    if (!known?.role) {
      return nothing;
    }
    const level = levelOf(known);
    return html`
      <fieldset class="choice choice-column">
        <legend>${t('details.room-about.notifications')}</legend>
        ${LEVELS.map(([value, label]) => html`
          <label><input type="radio" name="level" value=${value} .checked=${stored(level === value, this.busy)} @change=${() => this.#setPreferences(known, { notify: value })} />${label}</label>
        `)}
      </fieldset>
      <label class="check"><input type="checkbox" .checked=${stored(known.favourite ?? false, this.busy)} @change=${({ target }) => this.#setPreferences(known, { favourite: target.checked })} />${t('details.room-about.favourite')}</label>
      <label class="check"><input type="checkbox" .checked=${stored(known.hidden, this.busy)} @change=${({ target }) => this.#setPreferences(known, { hidden: target.checked })} />${t('details.room-about.hideFromTheSidebar')}</label>
    `;
  }

  #dangerActions(info) {
    return html`
      ${info.role && info.id !== 'general' ? html`<button type="button" class="button button-quiet" @click=${this.#leave}>${icon('leave')}${t('details.room-about.leaveRoom')}</button>` : nothing}
      ${info.role === 'owner'
        ? info.archived_at
          ? html`<button type="button" class="button button-quiet" @click=${() => this.#archive(false)}>${t('details.room-about.unarchive')}</button>`
          : html`<button type="button" class="button button-quiet button-warning" @click=${() => this.#archive(true)}>${t('details.room-about.archiveRoom')}</button>`
        : nothing}
    `;
  }

  async #save(event) {
    event.preventDefault();
    const { info } = this.conversation.room;
    const form = new FormData(event.target);
    const words = Object.fromEntries(['title', 'topic', 'name'].filter((name) => form.get(name) !== (info[name] ?? '')).map((name) => [name, form.get(name)]));
    await this.#run(() => (Object.keys(words).length > 0 ? roomApi.edit(info.id, words) : Promise.resolve()));
    this.saved = !this.fault;
  }

  async #setPreferences(known, changes) {
    await this.#run(() => this.conversation.chat.directory.prefer(known, changes));
  }

  async #archive(archived) {
    const { info } = this.conversation.room;
    const agreed =
      !archived ||
      (await confirm({ title: t('details.room-about.archiveQuestion', { room: info.label }), detail: t('details.room-about.nobodyWillBeAble'), action: t('details.room-about.archive') }));
    agreed && (await this.#run(() => roomApi.edit(info.id, { archived })));
  }

  async #run(change) {
    this.busy = true;
    this.saved = false;
    this.fault = null;
    try {
      await change();
    } catch (problem) {
      const first = problem.errors?.[0];
      this.fault = problem.code === 'room_exists' ? t('details.room-about.anotherRoomAlreadyHas') : ((first && fieldText(first.field, first.code)) ?? problemText(problem));
    }
    this.busy = false;
  }

  #leave() {
    this.dispatchEvent(new CustomEvent('parley-leave'));
  }
}

customElements.define('parley-room-about', ParleyRoomAbout);
