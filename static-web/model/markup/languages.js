/** Language names that are recognized after a fence; any other first line is code. */
const LANGUAGES = new Set(
  `abap ada adb ahk apache applescript arduino arm asciidoc asm assembly awk bash basic bat batch bf bibtex brainfuck c c# c++ c-like cc cjs
  clj clojure cmake cmd cobol coffee coffeescript conf console cpp crystal cs csharp css csv cu cuda cxx d dart delphi diff django docker
  dockerfile dos dot dotenv elixir elm env erb erl erlang ex exs f# f90 fish fortran fsharp gdscript gherkin git glsl gnuplot go golang gradle
  graphql groovy h haml handlebars haskell haxe hbs hcl hpp hs htm html http ini ini-file ino java javascript jinja jinja2 jl js json json5
  jsonc jsonl jsx julia kotlin kql kt kts latex less lisp llvm log lua make makefile markdown mathematica matlab md mermaid mjs mts nasm
  nginx nim nix nohighlight objc objective-c objectivec ocaml octave pascal patch perl php php-template pl plain plaintext plsql po
  postgres postgresql powershell prolog promql properties proto protobuf ps1 psql puml puppet purescript py py3 pycon python python3
  python-repl qml r raku razor rb re regex rest rkt rs rst ruby rust sas sass scala scheme scss sed sh shell shellsession sml sol solidity
  sparql spl sql sqlite stata styl stylus sv svelte svg swift systemverilog tcl terraform tex text tf thrift toml ts tsql tsv tsx twig txt
  typescript v vala vb vba vbnet vbscript verilog vhdl vim viml vue wasm wat wgsl wl x86asm xhtml xml xq xquery yaml yml zig zsh`.split(/\s+/),
);

export const isLanguage = (word) => LANGUAGES.has(word.toLowerCase());
