// Never gets as far as listening.
let turns: number = 0
while (true) turns += 1
export {}
