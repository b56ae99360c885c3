# Wer einen Dienst oder eine Software nutzt.
usage = Wer nutzt was?
usage-of = Wer nutzt { $name }?
usage-lead = Was mehrere Kommunen nennen, steht hier zusammen, auch wenn jede es anders schreibt.
usage-was = Dienst oder Software
usage-ask = Nachsehen
usage-none = Dazu hat noch niemand etwas eingetragen.
usage-users = Im Einsatz bei
usage-projects = Projekte damit
