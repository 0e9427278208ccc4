global using AssemblyBot.Consensus;
global using AssemblyBot.Core.Assemblies;
global using AssemblyBot.Core.Channels;
global using AssemblyBot.Core.Participants;
global using AssemblyBot.Core.Ports;
global using AssemblyBot.Core.Statements;
global using AssemblyBot.Core.Summaries;
global using AssemblyBot.Core.Voting;
