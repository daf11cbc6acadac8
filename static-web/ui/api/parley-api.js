import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { filtered, follow, sections } from '../../model/api.js';
import { fields, typeWords } from '../../model/schema.js';
import { http } from '../../net/http.js';
import { PageElement } from '../kit/element.js';
import { problemText } from '../kit/problem-text.js';
import { rich, t } from '../../texts/texts.js';

/** The API reference, generated from the OpenAPI and AsyncAPI documents. */
class ParleyApi extends PageElement {
  static properties = { sections: { state: true }, query: { state: true }, fault: { state: true } };

  #http;
  #known;
  #show = () => this.#reveal();

  constructor() {
    super();
    this.query = '';
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#show);
    this.#read();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#show);
  }

  render() {
    if (!this.sections) {
      return html`<h1>${t('api.theApi')}</h1>
        ${this.fault ? html`<p class="form-error" role="alert">${this.fault}</p>` : html`<p class="muted" role="status">${t('api.reading')}</p>`}`;
    }
    const shown = filtered(this.sections, this.query);
    return html`
      <header class="api-head">
        <h1>${t('api.theApi')}</h1>
        <p class="lead">${prose(t('api.allHttpRoutesAnd'))}</p>
        <p class="muted">${prose(this.#http.info.description)}</p>
        <p class="api-documents">${rich('api.forProgramsOfThe', { openapi: html`<a href="api/openapi.json">${t('api.openapi')}</a>`, asyncapi: html`<a href="api/asyncapi.json">${t('api.asyncapi')}</a>` })}</p>
      </header>
      <div class="api-find">
        <label class="visually-hidden" for="api-filter">${t('api.filter')}</label>
        <input
          id="api-filter"
          class="input"
          type="search"
          placeholder=${t('api.filterBanNonce')}
          autocomplete="off"
          spellcheck="false"
          .value=${this.query}
          @input=${({ target }) => this.#filter(target.value)}
          @keydown=${(event) => event.key === 'Escape' && this.#filter('')}
        />
        <p class="small muted" role="status">${countText(shown)}</p>
        <nav class="api-contents" aria-label=${t('api.contents')}>${this.#contents(shown)}</nav>
      </div>
      <div class="api-sections">${repeat(shown, ({ id }) => id, (section) => this.#section(section))}</div>
    `;
  }

  #contents(shown) {
    const parts = [...new Set(shown.map(({ part }) => part))];
    return parts.map(
      (part) => html`
        <div>
          <p class="small muted">${part}</p>
          <ul>
            ${shown
              .filter((section) => section.part === part)
              .map(({ id, title, entries }) => html`<li><a href="api#${id}"><span>${title}</span><span class="muted small">${entries.length}</span></a></li>`)}
          </ul>
        </div>
      `,
    );
  }

  #section({ id, part, title, description, entries }) {
    return html`
      <section class="api-section" id=${id} tabindex="-1" aria-labelledby="${id}-heading">
        <h2 id="${id}-heading"><span class="api-part">${part}</span> ${title}</h2>
        ${description ? html`<p class="muted">${prose(description)}</p>` : nothing}
        <div class="api-entries">
          ${repeat(entries, (entry) => entry.id, (entry) => (entry.kind === 'code' ? this.#code(entry) : this.#entry(entry)))}
        </div>
      </section>
    `;
  }

  #entry(entry) {
    return html`
      <details class="api-entry" id=${entry.id}>
        <summary>
          <h3>${this.#badge(entry)}<code class="api-path">${pathWords(entry.path)}</code></h3>
          <span class="api-summary">${prose(firstSentence(entry.summary))}</span>
        </summary>
        <div class="api-body">${entry.kind === 'route' ? this.#route(entry) : this.#frame(entry)}</div>
      </details>
    `;
  }

  #badge({ kind, method, side }) {
    const words = kind === 'route' ? method : side;
    return words ? html`<span class="api-method" data-kind=${words.toLowerCase()}>${words}</span>` : nothing;
  }

  #code({ id, method, path, summary }) {
    return html`<div class="api-code" id=${id}><p><span class="api-method">${method}</span><code class="api-path">${path}</code></p><p class="api-summary">${prose(summary)}</p></div>`;
  }

  #route({ description, credentials, parameters, body, answers, refusals }) {
    const rows = parameters.map(({ name, place, required, words, schema }) => ({ name, type: typeWords(schema), place: place === 'path' ? 'path' : 'query', optional: !required, words }));
    return html`
      ${description ? html`<p>${prose(description)}</p>` : nothing}
      <p class="small muted">${credentialWords(credentials)}</p>
      ${rows.length > 0 ? html`<h4>${t('api.parameters')}</h4>${fieldList(rows)}` : nothing}
      ${body ? html`<h4>${t('api.requestBodyJson')}${body.required ? '' : `, ${t('api.optional')}`}</h4>${this.#object(body.schema)}${example(body.example)}` : nothing}
      <h4>${t('api.answers')}</h4>
      ${answers.map((answer) => this.#answer(answer))}
      ${refusals.length > 0
        ? html`<h4>${t('api.errors')}</h4>
            <dl class="api-fields">${refusals.map(({ status, code, why }) => html`<div><dt><span class="api-method">${status}</span><code>${code}</code></dt><dd>${prose(why)}</dd></div>`)}</dl>`
        : nothing}
    `;
  }

  #answer({ status, description, schema, example: shown }) {
    return html`
      <p><span class="api-method" data-kind="fine">${status}</span>${schema?.$ref ? html` ${types(typeWords(schema))}. ` : ' '}${prose(description)}</p>
      ${schema?.properties ? this.#object(schema) : nothing}${example(shown)}
    `;
  }

  #frame({ summary, schema, examples = [], answers = [], side }) {
    const rest = summary.slice(firstSentence(summary).length).trim();
    return html`
      ${rest ? html`<p>${prose(rest)}</p>` : nothing}
      ${this.#object(schema)}
      ${side === 'client' && answers.length > 0
        ? html`<p>${t('api.answeredBy')} ${answers.map((answer, index) => html`${index > 0 ? ` ${t('api.or')} ` : ''}<a href="api#parley-${answer}"><code>${answer}</code></a>`)}.</p>`
        : nothing}
      ${examples.map(example)}
    `;
  }

  /** The fields of an object, or a description of any other schema. */
  #object(schema) {
    const known = follow(schema, this.#http);
    if (known.properties) {
      const own = fields(known, this.#known);
      return own.length > 0 ? fieldList(own) : nothing;
    }
    return known.oneOf?.every((one) => one.properties)
      ? html`<p class="small muted">${t('api.oneOfThese')}</p>${fieldList(known.oneOf.flatMap((one) => fields(one, this.#known)))}`
      : html`<p class="small muted">${types(typeWords(known))}</p>`;
  }

  async #read() {
    try {
      const [routes, sockets] = await Promise.all([http.get('api/openapi.json'), http.get('api/asyncapi.json')]);
      this.#http = routes;
      this.#known = { ...routes.components.schemas, ...sockets.components.schemas };
      this.sections = sections(routes, sockets);
      await this.updateComplete;
      this.#reveal();
    } catch (problem) {
      this.fault = problemText(problem);
    }
  }

  /** Filters the entries and scrolls to the first result. */
  async #filter(query) {
    this.query = query;
    await this.updateComplete;
    const found = this.querySelector('.api-sections');
    if (found.getBoundingClientRect().top < 0) {
      found.scrollIntoView();
    }
  }

  /** Opens and shows the entry that the address names, even if the filter hid it. */
  async #reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) {
      return;
    }
    if (!document.getElementById(id)) {
      this.query = '';
      await this.updateComplete;
    }
    const entry = document.getElementById(id);
    if (entry?.localName === 'details') {
      entry.open = true;
    }
    entry?.scrollIntoView();
    (entry?.querySelector(':scope > summary') ?? entry)?.focus({ preventScroll: true });
  }
}

/** Renders text with `code` between backticks. */
const prose = (text) => text.split('`').map((part, index) => (index % 2 ? html`<code>${part}</code>` : part));

/** A full stop or colon ends the sentence only before a capital letter. */
const firstSentence = (text) => text.match(/^.*?[.:](?=\s[A-Z])|^.*$/s)[0];

/** Long paths may break after slashes. */
const pathWords = (path) => path.split(/(?<=\/)/).map((step) => html`${/[{}]/.test(step) ? html`<i>${step}</i>` : step}<wbr />`);

const types = (parts) => parts.map(({ text, object }) => (object ? html`<a href="api#object-${object}">${text}</a>` : text));

const fieldList = (rows) => html`
  <dl class="api-fields">
    ${rows.map(
      ({ name, type, place, optional, words }) => html`
        <div>
          <dt><code>${name}</code><span class="api-type">${types(type)}${place ? ` · ${place}` : ''}${optional ? ` · ${t('api.optional')}` : ''}</span></dt>
          <dd>${prose(words)}</dd>
        </div>
      `,
    )}
  </dl>
`;

const example = (value) => (value === undefined ? nothing : html`<pre class="api-example"><code>${JSON.stringify(value, null, 2)}</code></pre>`);

function credentialWords({ everybody, scopes }) {
  if (everybody) {
    return t('api.publicNoLoginNeeded');
  }
  return scopes.length > 0 ? html`${t('api.forLoggedInPeople')} ${scopes.map((scope, at) => html`${at > 0 ? t('api.orScope') : nothing}<code>${scope}</code>`)}.` : t('api.forLoggedInPeople2');
}

function countText(shown) {
  const entries = shown.flatMap((group) => group.entries);
  const counts = ['route', 'frame', 'object', 'code']
    .map((kind) => [kind, entries.filter((entry) => entry.kind === kind).length])
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => t(COUNTS[kind], { count }));
  return counts.length > 0 ? counts.join(', ') : t('api.nothingFoundTryFewer');
}

const COUNTS = { route: 'api.routes', frame: 'api.frames', object: 'api.objects', code: 'api.refusals' };

customElements.define('parley-api', ParleyApi);
