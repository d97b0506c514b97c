// json-rules-engine on the caseload rules: one JSON object a line comes in, one goes out. It times itself, so that the
// pipe to it does not count.
import { createInterface } from 'node:readline'
import { Engine } from 'json-rules-engine'

const SPECIAL = ['missing', 'hotel', 'contact', 'gift', 'vehicle', 'rape']
let engine, older, several, window_
let counts, signs, actions, level
const kept = new Map()

// What several facts make together: dynamic facts, worked out at most once a run.
const DYNAMIC = {
  missing_recent: ({ missing, today }) => missing.filter((one) => one.day >= today - window_).length,
  missing_days: ({ missing }) => missing.reduce((sum, one) => sum + one.value, 0),
  older_gap: ({ older_facts }) => {
    const gaps = new Map()
    for (const one of older_facts) gaps.set(one.person, Math.max(gaps.get(one.person) ?? -99, one.age_gap))
    return gaps.size < several ? -99 : [...gaps.values()].sort((a, b) => b - a)[several - 1]
  },
  stay_gap: ({ hotel, missing }) => {
    let most = -99
    for (const one of hotel) {
      if (one.age_gap !== null && one.age_gap > most &&
        missing.some((away) => away.day <= one.day && one.day <= away.day + away.value)) most = one.age_gap
    }
    return most
  },
  gift_wait: ({ gift, contact }) => {
    let least = 9999
    for (const one of gift) {
      for (const met of contact) {
        const days = one.day - met.day
        if (met.person === one.person && days >= 0 && days < least) least = days
      }
    }
    return least
  },
  vehicle_both: ({ vehicle }) => {
    const best = new Map()
    let both = -1
    for (const one of vehicle) {
      const before = best.get(one.registration)
      if (before !== undefined) both = Math.max(both, Math.min(before, one.value))
      best.set(one.registration, Math.max(before ?? -1, one.value))
    }
    return both
  },
  rapes: ({ rape }) => rape.length
}

function prepare (given) {
  ({ older, several, window: window_ } = given)
  engine = new Engine([], { allowUndefinedFacts: true })
  for (const rule of given.rules) engine.addRule(rule)
  for (const [name, work] of Object.entries(DYNAMIC)) {
    engine.addFact(name, (params, almanac) => almanac.factValue('case').then(work))
  }
  for (const name of ['low', 'medium', 'high']) engine.addFact(name, () => counts[name], { cache: false })
  engine.addFact('level', () => level, { cache: false })
  engine.on('sign', ({ name, band }) => { signs.push(name); counts[band] += 1 })
  engine.on('level', ({ name }) => { level = name })
  engine.on('action', ({ name }) => { actions.push(name) })
  return {}
}

// The facts of a case by kind: of signs the values, of special kinds the records.
function ready ({ today, records }) {
  const found = { case: { today, older_facts: [] } }
  for (const kind of SPECIAL) found.case[kind] = []
  for (const one of records) {
    if (one.kind.startsWith('sign_')) (found[one.kind] ??= []).push(one.value)
    else found.case[one.kind]?.push(one)
    if (one.age_gap !== null && one.age_gap >= older) found.case.older_facts.push(one)
  }
  return found
}

async function answers (facts) {
  counts = { low: 0, medium: 0, high: 0 }
  signs = []
  actions = []
  level = 'none'
  await engine.run(facts)
  return { signs, level, actions }
}

const since = (start) => Number(process.hrtime.bigint() - start) / 1e9

for await (const line of createInterface({ input: process.stdin })) {
  const { op, ...given } = JSON.parse(line)
  let said
  if (op === 'prepare') said = prepare(given)
  else if (op === 'ready') {
    kept.set(given.key, ready(given))
    said = {}
  } else if (op === 'answers') {
    const facts = kept.get(given.key)
    kept.delete(given.key)
    const start = process.hrtime.bigint()
    const found = await answers(facts)
    said = { seconds: since(start), ...found }
  } else {
    const start = process.hrtime.bigint()
    const found = await answers(ready(given))
    said = { seconds: since(start), ...found }
  }
  process.stdout.write(JSON.stringify(said) + '\n')
}
