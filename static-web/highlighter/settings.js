// Read by Prism when it is loaded: it only tokenizes, and answers no messages by itself.
globalThis.Prism = { manual: true, disableWorkerMessageHandler: true };
