export { type AgentOptions, runAgent } from './agent.ts'
export { type AgentsSettings, playOnAgents } from './play-on-agents.ts'
