// Prism reads this when it is loaded: it then only tokenizes and does not handle messages itself.
globalThis.Prism = { manual: true, disableWorkerMessageHandler: true };
