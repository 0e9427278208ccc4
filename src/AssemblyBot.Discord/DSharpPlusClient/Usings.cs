global using AssemblyBot.Discord.Api;
global using AssemblyBot.Discord.Gateway;
