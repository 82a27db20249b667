// Ends with a word.
console.error('no configuration')
process.exit(4)
