module.exports = async () => globalThis.smartplexTestServices?.stop();
