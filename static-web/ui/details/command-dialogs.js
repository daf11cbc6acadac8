import { html, nothing } from 'lit';
import { newNonce } from '../../model/nonce.js';
import { copyText } from '../kit/copy.js';
import { openDialog } from '../kit/dialog.js';
import { icon } from '../kit/icons.js';
import { problemText } from '../kit/problem-text.js';
import { markdown } from '../room/markdown.js';
import { t } from '../../texts/texts.js';

const FAULTS = {
  command_invalid: t('details.commands.nameInvalid'),
  command_built_in: t('details.commands.nameBuiltIn'),
  taken: t('details.commands.nameTaken'),
};

const faultText = (problem) => FAULTS[problem.of('name')] ?? problemText(problem);

/**
 * Opens the form for a command's properties, and shows the secret of a new one.
 *
 * @param command null for a new one
 * @param webhook the webhook of a new one
 * @param changed called after the change
 */
export function commandDialog(command, { webhook, api, changed }) {
  let fault = null;
  let made = null;
  const submit = (close) => async (event) => {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.target));
    try {
      if (command) {
        await api.change(command.name, form);
        close();
      } else {
        made = await api.create({ hook: webhook.id, ...form });
      }
      fault = null;
      changed();
    } catch (problem) {
      fault = faultText(problem);
    }
    show();
  };
  const show = openDialog({
    title: command ? `/${command.name}` : t('details.commands.add'),
    content: (close) => (made ? secretOf(made, close) : properties(command, fault, submit(close))),
  });
}

function properties(command, fault, submit) {
  const field = (name, label, { required = false, maxlength, type = 'text', hint }) => html`
    <div class="field">
      <label for="command-${name}">${label}</label>
      <input id="command-${name}" class="input" name=${name} type=${type} dir="auto" ?required=${required} maxlength=${maxlength} autocomplete="off" autocapitalize="none" aria-describedby=${hint ? `command-${name}-hint` : nothing} value=${command?.[name] ?? ''} />
      ${hint ? html`<p id="command-${name}-hint" class="muted small">${hint}</p>` : nothing}
    </div>
  `;
  return html`
    <form class="form" @submit=${submit}>
      ${field('name', t('details.commands.name'), { required: true, maxlength: 33, hint: t('details.commands.nameHint') })}
      ${field('description', t('details.commands.description'), { maxlength: 128 })}
      ${field('usage', t('details.commands.usage'), { maxlength: 64, hint: t('details.commands.usageHint') })}
      ${field('url', t('details.commands.url'), { required: true, maxlength: 2048, type: 'url', hint: t('details.commands.urlHint') })}
      <div role="alert">${fault ? html`<p class="form-error">${fault}</p>` : nothing}</div>
      <button class="button">${command ? t('details.webhooks.save') : t('details.commands.create')}</button>
    </form>
  `;
}

const secretOf = ({ name, secret }, close) => html`
  <div class="form">
    <p>${t('details.commands.made', { name })}</p>
    <div class="field">
      <span class="small">${t('details.webhooks.secret')}</span>
      <div class="made-line">
        <input class="input" readonly aria-label=${t('details.webhooks.secret')} .value=${secret} @focus=${({ target }) => target.select()} />
        <button type="button" class="button" @click=${() => copyText(secret, t('details.webhooks.copied'))}>${icon('copy')}${t('details.webhooks.copy')}</button>
      </div>
    </div>
    <button type="button" class="button" @click=${close}>${t('details.commands.done')}</button>
  </div>
`;

/** Runs a command for its owner alone. */
export function testDialog({ name, usage }, api) {
  let outcome = nothing;
  const submit = async (event) => {
    event.preventDefault();
    const text = new FormData(event.target).get('text');
    outcome = html`<p class="muted">${t('details.commands.testing')}</p>`;
    show();
    outcome = await api.test(name, { nonce: newNonce(), text }).then(answered, (problem) => html`<p class="form-error">${problemText(problem)}</p>`);
    show();
  };
  const show = openDialog({
    title: t('details.commands.testTitle', { name }),
    content: () => html`
      <form class="form" @submit=${submit}>
        <p class="muted small">${t('details.commands.testHint')}</p>
        <div class="field"><label for="command-text">/${name}</label><input id="command-text" class="input" name="text" dir="auto" placeholder=${usage} autocomplete="off" /></div>
        <button class="button">${t('details.commands.test')}</button>
        <div role="status">${outcome}</div>
      </form>
    `,
  });
}

const SEEN_BY = { private: t('details.commands.toCaller'), room: t('details.commands.toRoom'), none: t('details.commands.noText') };

const answered = ({ visibility, text }) => html`
  <p class="muted small">${SEEN_BY[visibility]}</p>
  ${text ? html`<div class="text command-answer">${markdown(text)}</div>` : nothing}
`;
