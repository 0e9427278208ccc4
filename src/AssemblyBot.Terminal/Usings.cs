global using AssemblyBot.Core.Cards;
global using AssemblyBot.Core.Channels;
global using AssemblyBot.Core.Desk;
global using AssemblyBot.Core.Participants;
global using AssemblyBot.Core.Phrases;
global using AssemblyBot.Core.Ports;
