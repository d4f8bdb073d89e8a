<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name>core</name>
    <message>
        <source>Channel repair</source>
        <translation>Kanäle reparieren</translation>
    </message>
    <message>
        <source>Offset, polarity, delay between channels, balance, phase, swapped or single channels; renders measure what is to be found.</source>
        <translation>Versatz, Polarität, Verzögerung zwischen den Kanälen, Balance, Phase, vertauschte oder einzelne Kanäle; beim Rendern wird gemessen, was zu finden ist.</translation>
    </message>
    <message>
        <source>Find offset</source>
        <translation>Gleichanteil suchen</translation>
    </message>
    <message>
        <source>Takes a constant offset off.</source>
        <translation>Zieht einen gleichbleibenden Versatz ab.</translation>
    </message>
    <message>
        <source>Find polarity</source>
        <translation>Polarität suchen</translation>
    </message>
    <message>
        <source>Turns the right channel over where it is opposite.</source>
        <translation>Dreht den rechten Kanal um, wo er entgegengesetzt läuft.</translation>
    </message>
    <message>
        <source>Find delay</source>
        <translation>Verzögerung suchen</translation>
    </message>
    <message>
        <source>Aligns channels to a fraction of a frame: azimuth, late channels.</source>
        <translation>Bringt Kanäle auf Bruchteile eines Samples zur Deckung: Azimut, verspätete Kanäle.</translation>
    </message>
    <message>
        <source>Follow drift</source>
        <translation>Drift folgen</translation>
    </message>
    <message>
        <source>Follows a delay that changes slowly.</source>
        <translation>Folgt einer Verzögerung, die sich langsam ändert.</translation>
    </message>
    <message>
        <source>Find balance</source>
        <translation>Balance suchen</translation>
    </message>
    <message>
        <source>Makes both channels as loud.</source>
        <translation>Macht beide Kanäle gleich laut.</translation>
    </message>
    <message>
        <source>Find phase</source>
        <translation>Phase suchen</translation>
    </message>
    <message>
        <source>Turns the phase to where peaks are lowest.</source>
        <translation>Dreht die Phase dorthin, wo die Spitzen am niedrigsten sind.</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>By which the right channel is late; 0 for what is found.</source>
        <translation>Um die der rechte Kanal zu spät kommt; 0 für das, was gefunden wird.</translation>
    </message>
    <message>
        <source>Polarity</source>
        <translation>Polarität</translation>
    </message>
    <message>
        <source>Which channels are turned over.</source>
        <translation>Welche Kanäle umgedreht werden.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Balance</translation>
    </message>
    <message>
        <source>By which the right channel is turned up.</source>
        <translation>Um wie viel der rechte Kanal angehoben wird.</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Degrees by which all channels are turned.</source>
        <translation>Grad, um die alle Kanäle gedreht werden.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Both channels, swapped, their mean on both, or one of them on both.</source>
        <translation>Beide Kanäle, vertauscht, ihr Mittel auf beiden oder einer von ihnen auf beiden.</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>Stereo</translation>
    </message>
    <message>
        <source>Swapped</source>
        <translation>Vertauscht</translation>
    </message>
    <message>
        <source>Mono</source>
        <translation>Mono</translation>
    </message>
    <message>
        <source>De-clip</source>
        <translation>De-Clip</translation>
    </message>
    <message>
        <source>Restores peaks that were cut off; works on whole recordings, all other samples stay as they are.</source>
        <translation>Stellt abgeschnittene Spitzen wieder her; arbeitet auf ganzen Aufnahmen, alle anderen Samples bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Betriebsart</translation>
    </message>
    <message>
        <source>How peaks are restored.</source>
        <translation>Wie Spitzen wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Sparse (best)</source>
        <translation>Dünn besetzt (am besten)</translation>
    </message>
    <message>
        <source>Fast (short overs)</source>
        <translation>Schnell (kurze Übersteuerungen)</translation>
    </message>
    <message>
        <source>Find the level</source>
        <translation>Pegel suchen</translation>
    </message>
    <message>
        <source>Finds where samples pile up, for each channel and polarity.</source>
        <translation>Findet für jeden Kanal und jede Polarität, wo sich Samples häufen.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Without that: samples from this level on are clipped.</source>
        <translation>Ohne das: Samples ab diesem Pegel sind abgeschnitten.</translation>
    </message>
    <message>
        <source>Make room</source>
        <translation>Platz schaffen</translation>
    </message>
    <message>
        <source>Turns the recording down by as much as the restored peaks exceed full scale.</source>
        <translation>Senkt die Aufnahme um so viel ab, wie die wiederhergestellten Spitzen über Vollaussteuerung gehen.</translation>
    </message>
    <message>
        <source>De-click</source>
        <translation>De-Click</translation>
    </message>
    <message>
        <source>Finds clicks, crackle and pops and fills them; all other samples stay bit-identical. Latency 250 ms.</source>
        <translation>Findet Klicks, Knistern und Knackser und füllt sie; alle anderen Samples bleiben bitgleich. Latenz 250 ms.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>What is to be found.</source>
        <translation>Was gefunden werden soll.</translation>
    </message>
    <message>
        <source>Vinyl (to 4 ms)</source>
        <translation>Schallplatte (bis 4 ms)</translation>
    </message>
    <message>
        <source>Digital (to 1 ms)</source>
        <translation>Digital (bis 1 ms)</translation>
    </message>
    <message>
        <source>Random (to 8 ms)</source>
        <translation>Gemischt (bis 8 ms)</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
    <message>
        <source>Low: only certain clicks; high: doubtful ones too.</source>
        <translation>Niedrig: nur sichere Klicks; hoch: auch zweifelhafte.</translation>
    </message>
    <message>
        <source>Extend repair</source>
        <translation>Reparatur erweitern</translation>
    </message>
    <message>
        <source>Added to either end of each click.</source>
        <translation>Kommt an beiden Enden jedes Klicks hinzu.</translation>
    </message>
    <message>
        <source>Frequency skew</source>
        <translation>Frequenzneigung</translation>
    </message>
    <message>
        <source>Negative favours low pops, positive high ticks.</source>
        <translation>Negativ bevorzugt tiefe Knackser, positiv hohe Ticks.</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>Klicks</translation>
    </message>
    <message>
        <source>A list of clicks to repair instead of those that are found.</source>
        <translation>Eine Liste von Klicks, die statt der gefundenen repariert werden.</translation>
    </message>
    <message>
        <source>Gap fill</source>
        <translation>Lücken füllen</translation>
    </message>
    <message>
        <source>Fills missing passages of up to a second; works on whole recordings, all other samples stay as they are.</source>
        <translation>Füllt fehlende Stellen von bis zu einer Sekunde; arbeitet auf ganzen Aufnahmen, alle anderen Samples bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Passages to fill; without any, dropouts are found.</source>
        <translation>Stellen, die gefüllt werden; ohne Angabe werden Aussetzer gesucht.</translation>
    </message>
    <message>
        <source>De-hum</source>
        <translation>De-Hum</translation>
    </message>
    <message>
        <source>Takes mains hum and its harmonics away and leaves the notes at their frequencies.</source>
        <translation>Entfernt Netzbrummen und seine Obertöne und lässt die Töne auf ihren Frequenzen stehen.</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Grundton</translation>
    </message>
    <message>
        <source>Frequency of the mains.</source>
        <translation>Netzfrequenz.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>50 Hz</source>
        <translation>50 Hz</translation>
    </message>
    <message>
        <source>60 Hz</source>
        <translation>60 Hz</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>Frequenz</translation>
    </message>
    <message>
        <source>Of a free base.</source>
        <translation>Eines freien Grundtons.</translation>
    </message>
    <message>
        <source>Harmonics</source>
        <translation>Harmonische</translation>
    </message>
    <message>
        <source>At most so many, the base being the first.</source>
        <translation>Höchstens so viele; der Grundton ist die erste.</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Welche</translation>
    </message>
    <message>
        <source>All harmonics, or the odd or even ones.</source>
        <translation>Alle Harmonischen oder nur die ungeraden oder geraden.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Odd</source>
        <translation>Ungerade</translation>
    </message>
    <message>
        <source>Even</source>
        <translation>Gerade</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Subtraction leaves notes as they are and needs the whole recording; notches take them too.</source>
        <translation>Abziehen lässt Töne, wie sie sind, und braucht die ganze Aufnahme; Kerbfilter nehmen auch sie weg.</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>Abziehen</translation>
    </message>
    <message>
        <source>Notch</source>
        <translation>Kerbfilter</translation>
    </message>
    <message>
        <source>Tracks the mains&apos; slow changes of frequency.</source>
        <translation>Folgt den langsamen Frequenzänderungen des Netzes.</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>Nachführung</translation>
    </message>
    <message>
        <source>Over which a harmonic is averaged: shorter follows faster and takes more music.</source>
        <translation>Über wie lange eine Harmonische gemittelt wird: kürzer folgt schneller und nimmt mehr Musik mit.</translation>
    </message>
    <message>
        <source>Ceiling</source>
        <translation>Obergrenze</translation>
    </message>
    <message>
        <source>How far above the learned hum a harmonic may be taken for hum.</source>
        <translation>Wie weit über dem gelernten Brummen eine Harmonische noch als Brummen gilt.</translation>
    </message>
    <message>
        <source>Notch Q</source>
        <translation>Güte der Kerbe</translation>
    </message>
    <message>
        <source>Of the notch at the base; higher ones are as wide in hertz.</source>
        <translation>Der Kerbe am Grundton; höhere sind in Hertz gleich breit.</translation>
    </message>
    <message>
        <source>Learn from</source>
        <translation>Lernen aus</translation>
    </message>
    <message>
        <source>Where there is hum without music; nothing: the quietest passages are found.</source>
        <translation>Wo Brummen ohne Musik ist; leer: die leisesten Stellen werden gesucht.</translation>
    </message>
    <message>
        <source>De-noise</source>
        <translation>Entrauschen</translation>
    </message>
    <message>
        <source>Takes away steady noise: hiss, hum, room, rain.</source>
        <translation>Entfernt gleichmäßige Geräusche: Rauschen, Brummen, Raum, Regen.</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>Gemacht für</translation>
    </message>
    <message>
        <source>Music trusts the noise as learned; dialogue follows it between the words.</source>
        <translation>Musik vertraut dem gelernten Geräusch; Sprache folgt ihm zwischen den Worten.</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Geräusch</translation>
    </message>
    <message>
        <source>One learned noise for all of the recording, or one that changes in time.</source>
        <translation>Ein gelerntes Geräusch für die ganze Aufnahme oder eines, das sich mit der Zeit ändert.</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>Gelernt</translation>
    </message>
    <message>
        <source>Adaptive</source>
        <translation>Mitlaufend</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>A one window, B two, C three, D the mean of several; each slower.</source>
        <translation>A ein Fenster, B zwei, C drei, D das Mittel mehrerer; jede langsamer.</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>Reduction</source>
        <translation>Absenkung</translation>
    </message>
    <message>
        <source>Of broadband noise, at most.</source>
        <translation>Des breitbandigen Geräuschs, höchstens.</translation>
    </message>
    <message>
        <source>Tonal reduction</source>
        <translation>Absenkung der Töne</translation>
    </message>
    <message>
        <source>Of lines in the noise such as hum and whine, at most.</source>
        <translation>Von Linien im Geräusch wie Brummen und Pfeifen, höchstens.</translation>
    </message>
    <message>
        <source>Counts the noise as that much louder than learned: more is taken away.</source>
        <translation>Rechnet das Geräusch um so viel lauter als gelernt: es wird mehr weggenommen.</translation>
    </message>
    <message>
        <source>Tonal threshold</source>
        <translation>Schwelle der Töne</translation>
    </message>
    <message>
        <source>The same for lines in the noise.</source>
        <translation>Dasselbe für Linien im Geräusch.</translation>
    </message>
    <message>
        <source>Artefact control</source>
        <translation>Artefaktschutz</translation>
    </message>
    <message>
        <source>More keeps chirps out, and takes more faint detail with them.</source>
        <translation>Mehr hält Zwitschern fern und nimmt mehr leise Einzelheiten mit.</translation>
    </message>
    <message>
        <source>Smoothing in time</source>
        <translation>Glättung über die Zeit</translation>
    </message>
    <message>
        <source>Length of the neighbourhood that decides about a moment.</source>
        <translation>Länge der Umgebung, die über einen Augenblick entscheidet.</translation>
    </message>
    <message>
        <source>Smoothing over frequency</source>
        <translation>Glättung über die Frequenz</translation>
    </message>
    <message>
        <source>Width of that neighbourhood.</source>
        <translation>Breite dieser Umgebung.</translation>
    </message>
    <message>
        <source>Transient protection</source>
        <translation>Schutz der Anschläge</translation>
    </message>
    <message>
        <source>Lets sudden attacks through whole.</source>
        <translation>Lässt plötzliche Anschläge ganz durch.</translation>
    </message>
    <message>
        <source>Noise floor limit</source>
        <translation>Grenze des Geräuschteppichs</translation>
    </message>
    <message>
        <source>Noise is never taken below this level in dBFS.</source>
        <translation>Das Geräusch wird nie unter diesen Pegel in dBFS gesenkt.</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>One gain for all channels keeps the image; separate ones follow each channel.</source>
        <translation>Eine Verstärkung für alle Kanäle erhält das Stereobild; getrennte folgen jedem Kanal.</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>Gekoppelt</translation>
    </message>
    <message>
        <source>Separate</source>
        <translation>Getrennt</translation>
    </message>
    <message>
        <source>Mid and side</source>
        <translation>Mitte und Seite</translation>
    </message>
    <message>
        <source>Noise profile</source>
        <translation>Geräuschprofil</translation>
    </message>
    <message>
        <source>A profile saved before.</source>
        <translation>Ein früher gespeichertes Profil.</translation>
    </message>
    <message>
        <source>Where there is noise alone; nothing: the quietest passages are found.</source>
        <translation>Wo nur Geräusch ist; leer: die leisesten Stellen werden gesucht.</translation>
    </message>
    <message>
        <source>Anchors</source>
        <translation>Anker</translation>
    </message>
    <message>
        <source>Places of noise alone from which an adaptive noise floor is drawn.</source>
        <translation>Stellen mit Geräusch allein, aus denen ein mitlaufender Geräuschteppich gezogen wird.</translation>
    </message>
    <message>
        <source>Reduction curve</source>
        <translation>Absenkungskurve</translation>
    </message>
    <message>
        <source>Reduction over frequency, in dB more or less.</source>
        <translation>Absenkung über der Frequenz, in dB mehr oder weniger.</translation>
    </message>
    <message>
        <source>De-reverb</source>
        <translation>De-Hall</translation>
    </message>
    <message>
        <source>Takes late reverberation away; works on whole recordings.</source>
        <translation>Nimmt späten Nachhall weg; arbeitet auf ganzen Aufnahmen.</translation>
    </message>
    <message>
        <source>Music is careful with sustained notes; dialogue takes more.</source>
        <translation>Musik ist vorsichtig mit gehaltenen Tönen; Sprache nimmt mehr weg.</translation>
    </message>
    <message>
        <source>Predict the room&apos;s answer from the past and suppress the rest, or suppress alone.</source>
        <translation>Die Antwort des Raums aus dem Vergangenen vorhersagen und den Rest unterdrücken, oder nur unterdrücken.</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Suppress</source>
        <translation>Unterdrücken</translation>
    </message>
    <message>
        <source>Of late reverberation, at most.</source>
        <translation>Des späten Nachhalls, höchstens.</translation>
    </message>
    <message>
        <source>Counts the late reverberation as that much of what was found.</source>
        <translation>Rechnet den späten Nachhall als so viel von dem, was gefunden wurde.</translation>
    </message>
    <message>
        <source>Tail length</source>
        <translation>Länge der Hallfahne</translation>
    </message>
    <message>
        <source>How far back the prediction looks; 0: as the room&apos;s time asks. Longer is slower.</source>
        <translation>Wie weit die Vorhersage zurückblickt; 0: wie es die Nachhallzeit verlangt. Länger ist langsamer.</translation>
    </message>
    <message>
        <source>Early sound</source>
        <translation>Früher Schall</translation>
    </message>
    <message>
        <source>What comes within it after the direct sound stays.</source>
        <translation>Was in dieser Zeit nach dem Direktschall kommt, bleibt.</translation>
    </message>
    <message>
        <source>More keeps chirps out, and lets more reverberation through.</source>
        <translation>Mehr hält Zwitschern fern und lässt mehr Nachhall durch.</translation>
    </message>
    <message>
        <source>Reverberation to keep</source>
        <translation>Nachhall, der bleibt</translation>
    </message>
    <message>
        <source>Nothing is taken below this level in dBFS.</source>
        <translation>Unter diesem Pegel in dBFS wird nichts weggenommen.</translation>
    </message>
    <message>
        <source>Reverberation times</source>
        <translation>Nachhallzeiten</translation>
    </message>
    <message>
        <source>Of the room over frequency; nothing: measured in the recording, by octave.</source>
        <translation>Des Raums über der Frequenz; nichts: in der Aufnahme gemessen, nach Oktaven.</translation>
    </message>
    <message>
        <source>HERTZ:SECONDS pairs, as in 250:1.2 4000:0.7</source>
        <translation>Paare HERTZ:SEKUNDEN, wie 250:1.2 4000:0.7</translation>
    </message>
    <message>
        <source>HERTZ:DB pairs, as in 100:-6 4000:+3</source>
        <translation>Paare HERTZ:DB, wie 100:-6 4000:+3</translation>
    </message>
    <message>
        <source>Mouth clicks</source>
        <translation>Mundklicks</translation>
    </message>
    <message>
        <source>Takes the ticks of lips and tongue out of speech; works on whole recordings, all other samples stay as they are.</source>
        <translation>Nimmt die Ticks von Lippen und Zunge aus der Sprache; arbeitet auf ganzen Aufnahmen, alle anderen Samples bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Low: only certain ones; high: doubtful ones too.</source>
        <translation>Niedrig: nur sichere; hoch: auch zweifelhafte.</translation>
    </message>
    <message>
        <source>De-plosive</source>
        <translation>De-Plosive</translation>
    </message>
    <message>
        <source>Takes bursts of air out of the bass of speech; works on whole recordings, all other samples stay as they are.</source>
        <translation>Nimmt Luftstöße aus dem Bass der Sprache; arbeitet auf ganzen Aufnahmen, alle anderen Samples bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Low: only strong bursts; high: doubtful ones too.</source>
        <translation>Niedrig: nur starke Stöße; hoch: auch zweifelhafte.</translation>
    </message>
    <message>
        <source>Below it bursts are taken away.</source>
        <translation>Darunter werden Stöße weggenommen.</translation>
    </message>
    <message>
        <source>Of a burst, at most.</source>
        <translation>Eines Stoßes, höchstens.</translation>
    </message>
    <message>
        <source>Breath control</source>
        <translation>Atemgeräusche</translation>
    </message>
    <message>
        <source>Finds breaths in speech and turns them down; works on whole recordings, all other samples stay as they are.</source>
        <translation>Findet Atemzüge in der Sprache und senkt sie ab; arbeitet auf ganzen Aufnahmen, alle anderen Samples bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>By which breaths are turned down.</source>
        <translation>Um wie viel Atemzüge abgesenkt werden.</translation>
    </message>
    <message>
        <source>Low: only plain breaths; high: doubtful ones too.</source>
        <translation>Niedrig: nur deutliche Atemzüge; hoch: auch zweifelhafte.</translation>
    </message>
    <message>
        <source>Fade</source>
        <translation>Blende</translation>
    </message>
    <message>
        <source>Into and out of each breath.</source>
        <translation>In jeden Atemzug hinein und wieder heraus.</translation>
    </message>
    <message>
        <source>De-ess</source>
        <translation>De-Esser</translation>
    </message>
    <message>
        <source>Turns sibilants of voices down.</source>
        <translation>Senkt Zischlaute von Stimmen ab.</translation>
    </message>
    <message>
        <source>Only what is above the frequency, or all of the sound while a sibilant lasts.</source>
        <translation>Nur was über der Frequenz liegt oder der ganze Klang, solange ein Zischlaut dauert.</translation>
    </message>
    <message>
        <source>Split band</source>
        <translation>Geteiltes Band</translation>
    </message>
    <message>
        <source>Wide band</source>
        <translation>Ganzes Band</translation>
    </message>
    <message>
        <source>Find the frequency</source>
        <translation>Frequenz suchen</translation>
    </message>
    <message>
        <source>From the sibilants themselves; else it is the one that is set.</source>
        <translation>Aus den Zischlauten selbst; sonst gilt die eingestellte.</translation>
    </message>
    <message>
        <source>Above it sibilants are turned down in split mode.</source>
        <translation>Darüber werden Zischlaute im geteilten Band abgesenkt.</translation>
    </message>
    <message>
        <source>What is above 4 kHz over what is below, from where on it is a sibilant.</source>
        <translation>Was über 4 kHz liegt gegen das darunter; ab da gilt es als Zischlaut.</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Deepest reduction.</source>
        <translation>Tiefste Absenkung.</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Rückstellzeit</translation>
    </message>
    <message>
        <source>In which a reduction falls to a twentieth.</source>
        <translation>In der eine Absenkung auf ein Zwanzigstel zurückgeht.</translation>
    </message>
    <message>
        <source>Un-limit</source>
        <translation>Un-Limit</translation>
    </message>
    <message>
        <source>Restores transients lost to limiting.</source>
        <translation>Stellt Transienten wieder her, die ein Limiter genommen hat.</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Most that an attack is raised by.</source>
        <translation>Um so viel wird ein Anschlag höchstens angehoben.</translation>
    </message>
    <message>
        <source>Find the ceiling</source>
        <translation>Obergrenze suchen</translation>
    </message>
    <message>
        <source>It is the highest sample; else the one that is set.</source>
        <translation>Sie ist das höchste Sample; sonst gilt die eingestellte.</translation>
    </message>
    <message>
        <source>Where the limiter held peaks.</source>
        <translation>Wo der Limiter die Spitzen gehalten hat.</translation>
    </message>
    <message>
        <source>Nearness</source>
        <translation>Nähe</translation>
    </message>
    <message>
        <source>Only where peaks come this near to the ceiling was the limiter at work.</source>
        <translation>Nur wo Spitzen der Obergrenze so nahe kommen, war der Limiter am Werk.</translation>
    </message>
    <message>
        <source>In which a raise falls off.</source>
        <translation>In der eine Anhebung zurückgeht.</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Verstärkung</translation>
    </message>
    <message>
        <source>Level, polarity and balance.</source>
        <translation>Pegel, Polarität und Balance.</translation>
    </message>
    <message>
        <source>Change of level.</source>
        <translation>Änderung des Pegels.</translation>
    </message>
    <message>
        <source>Invert polarity</source>
        <translation>Polarität umkehren</translation>
    </message>
    <message>
        <source>Turns the polarity of all channels over.</source>
        <translation>Dreht die Polarität aller Kanäle um.</translation>
    </message>
    <message>
        <source>Turns one side of a stereo signal down: negative values turn down the right side.</source>
        <translation>Senkt eine Seite eines Stereosignals ab: negative Werte die rechte.</translation>
    </message>
    <message>
        <source>Equaliser</source>
        <translation>Equalizer</translation>
    </message>
    <message>
        <source>Eight parametric bands without latency that keep their analogue shape up to the top.</source>
        <translation>Acht parametrische Bänder ohne Verzögerung, die ihre analoge Form bis ganz oben behalten.</translation>
    </message>
    <message>
        <source>Band 1 on</source>
        <translation>Band 1 an</translation>
    </message>
    <message>
        <source>Switches the band on or off.</source>
        <translation>Schaltet das Band ein oder aus.</translation>
    </message>
    <message>
        <source>Band 1 type</source>
        <translation>Band 1 Typ</translation>
    </message>
    <message>
        <source>The shape of the band&apos;s curve.</source>
        <translation>Die Form der Kurve des Bandes.</translation>
    </message>
    <message>
        <source>Bell</source>
        <translation>Glocke</translation>
    </message>
    <message>
        <source>Low shelf</source>
        <translation>Tiefen-Kuhschwanz</translation>
    </message>
    <message>
        <source>High shelf</source>
        <translation>Höhen-Kuhschwanz</translation>
    </message>
    <message>
        <source>Low-pass</source>
        <translation>Tiefpass</translation>
    </message>
    <message>
        <source>High-pass</source>
        <translation>Hochpass</translation>
    </message>
    <message>
        <source>Band-pass</source>
        <translation>Bandpass</translation>
    </message>
    <message>
        <source>Tilt</source>
        <translation>Kippfilter</translation>
    </message>
    <message>
        <source>Band 1 frequency</source>
        <translation>Band 1 Frequenz</translation>
    </message>
    <message>
        <source>Centre of a bell or notch, half-gain point of a shelf, -3 dB point of a pass filter.</source>
        <translation>Mitte einer Glocke oder Kerbe, Punkt halber Verstärkung eines Kuhschwanzfilters, -3-dB-Punkt eines Passfilters.</translation>
    </message>
    <message>
        <source>Band 1 gain</source>
        <translation>Band 1 Verstärkung</translation>
    </message>
    <message>
        <source>Boost or cut of a bell, shelf or tilt.</source>
        <translation>Anhebung oder Absenkung einer Glocke, eines Kuhschwanz- oder Kippfilters.</translation>
    </message>
    <message>
        <source>Band 1 Q</source>
        <translation>Band 1 Güte</translation>
    </message>
    <message>
        <source>How narrow the band is; resonance of shelves and pass filters.</source>
        <translation>Wie schmal das Band ist; Resonanz von Kuhschwanz- und Passfiltern.</translation>
    </message>
    <message>
        <source>Band 1 slope</source>
        <translation>Band 1 Steilheit</translation>
    </message>
    <message>
        <source>How steeply a pass filter falls.</source>
        <translation>Wie steil ein Passfilter abfällt.</translation>
    </message>
    <message>
        <source>6 dB/oct</source>
        <translation>6 dB/Okt</translation>
    </message>
    <message>
        <source>12 dB/oct</source>
        <translation>12 dB/Okt</translation>
    </message>
    <message>
        <source>18 dB/oct</source>
        <translation>18 dB/Okt</translation>
    </message>
    <message>
        <source>24 dB/oct</source>
        <translation>24 dB/Okt</translation>
    </message>
    <message>
        <source>36 dB/oct</source>
        <translation>36 dB/Okt</translation>
    </message>
    <message>
        <source>48 dB/oct</source>
        <translation>48 dB/Okt</translation>
    </message>
    <message>
        <source>Band 1 channels</source>
        <translation>Band 1 Kanäle</translation>
    </message>
    <message>
        <source>The part of the sound that the band works on.</source>
        <translation>Der Teil des Klangs, auf den das Band wirkt.</translation>
    </message>
    <message>
        <source>Mid</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Output gain</source>
        <translation>Ausgangspegel</translation>
    </message>
    <message>
        <source>Level after all bands.</source>
        <translation>Pegel nach allen Bändern.</translation>
    </message>
    <message>
        <source>Compressor</source>
        <translation>Kompressor</translation>
    </message>
    <message>
        <source>Reduces level above a threshold.</source>
        <translation>Verringert den Pegel über einer Schwelle.</translation>
    </message>
    <message>
        <source>Level above which gain is taken away.</source>
        <translation>Pegel, über dem Verstärkung weggenommen wird.</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Decibels above the threshold for each one that is let through; 20 lets none through.</source>
        <translation>Dezibel über der Schwelle für jedes, das durchgelassen wird; 20 lässt keines durch.</translation>
    </message>
    <message>
        <source>Knee</source>
        <translation>Knie</translation>
    </message>
    <message>
        <source>Width of the soft passage around the threshold; 0 is a hard corner.</source>
        <translation>Breite des weichen Übergangs um die Schwelle; 0 ist eine harte Ecke.</translation>
    </message>
    <message>
        <source>Attack</source>
        <translation>Ansprechzeit</translation>
    </message>
    <message>
        <source>Time constant with which the gain falls.</source>
        <translation>Zeitkonstante, mit der die Verstärkung fällt.</translation>
    </message>
    <message>
        <source>Time constant with which the gain comes back.</source>
        <translation>Zeitkonstante, mit der die Verstärkung zurückkommt.</translation>
    </message>
    <message>
        <source>Automatic release</source>
        <translation>Automatische Rückstellzeit</translation>
    </message>
    <message>
        <source>Lets lasting reduction go back eight times slower than single peaks.</source>
        <translation>Lässt anhaltende Absenkung achtmal langsamer zurückgehen als einzelne Spitzen.</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>Detektor</translation>
    </message>
    <message>
        <source>What is compared with the threshold: the peak, or the effective level.</source>
        <translation>Was mit der Schwelle verglichen wird: die Spitze oder der Effektivwert.</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>RMS</source>
        <translation>RMS</translation>
    </message>
    <message>
        <source>RMS window</source>
        <translation>RMS-Fenster</translation>
    </message>
    <message>
        <source>Time constant of the RMS detector.</source>
        <translation>Zeitkonstante des RMS-Detektors.</translation>
    </message>
    <message>
        <source>Look-ahead</source>
        <translation>Vorausschau</translation>
    </message>
    <message>
        <source>How long before the sound the gain moves; it delays the sound by as much.</source>
        <translation>Wie lange vor dem Klang sich die Verstärkung bewegt; um so viel wird der Klang verzögert.</translation>
    </message>
    <message>
        <source>Side-chain high-pass</source>
        <translation>Side-Chain-Hochpass</translation>
    </message>
    <message>
        <source>Keeps the bass from working the compressor.</source>
        <translation>Hält den Bass davon ab, den Kompressor zu steuern.</translation>
    </message>
    <message>
        <source>Side-chain frequency</source>
        <translation>Side-Chain-Frequenz</translation>
    </message>
    <message>
        <source>Corner of the side-chain high-pass, 12 dB per octave.</source>
        <translation>Eckfrequenz des Side-Chain-Hochpasses, 12 dB pro Oktave.</translation>
    </message>
    <message>
        <source>The most that is ever turned down.</source>
        <translation>Um so viel wird höchstens abgesenkt.</translation>
    </message>
    <message>
        <source>Automatic make-up</source>
        <translation>Automatischer Ausgleich</translation>
    </message>
    <message>
        <source>Adds half of what a full-scale level loses.</source>
        <translation>Fügt die Hälfte dessen hinzu, was ein voller Pegel verliert.</translation>
    </message>
    <message>
        <source>Make-up gain</source>
        <translation>Ausgleich</translation>
    </message>
    <message>
        <source>Gain after the compression.</source>
        <translation>Verstärkung nach der Kompression.</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source>How much of the compressed sound is heard beside the untouched one.</source>
        <translation>Wie viel vom komprimierten Klang neben dem unberührten zu hören ist.</translation>
    </message>
    <message>
        <source>Channel link</source>
        <translation>Kanalkopplung</translation>
    </message>
    <message>
        <source>How far all channels are turned down together; 100 % keeps the stereo image.</source>
        <translation>Wie weit alle Kanäle gemeinsam abgesenkt werden; 100 % erhält das Stereobild.</translation>
    </message>
    <message>
        <source>Saturator</source>
        <translation>Sättigung</translation>
    </message>
    <message>
        <source>Harmonics of an overdriven stage, oversampled so that none folds back.</source>
        <translation>Obertöne einer übersteuerten Stufe, überabgetastet, sodass keiner zurückgefaltet wird.</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Aussteuerung</translation>
    </message>
    <message>
        <source>How hard the sound is driven into the curve.</source>
        <translation>Wie stark der Klang in die Kennlinie getrieben wird.</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>Charakter</translation>
    </message>
    <message>
        <source>The curve.</source>
        <translation>Die Kennlinie.</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>Weich</translation>
    </message>
    <message>
        <source>Tube</source>
        <translation>Röhre</translation>
    </message>
    <message>
        <source>Tape</source>
        <translation>Band</translation>
    </message>
    <message>
        <source>Hard clip</source>
        <translation>Hartes Abschneiden</translation>
    </message>
    <message>
        <source>Share of the saturated sound beside the input.</source>
        <translation>Anteil des gesättigten Klangs neben dem Eingang.</translation>
    </message>
    <message>
        <source>Level compensation</source>
        <translation>Pegelausgleich</translation>
    </message>
    <message>
        <source>Keeps the level of a sine at -12 dBFS while the drive changes.</source>
        <translation>Hält den Pegel eines Sinus bei -12 dBFS, während sich die Aussteuerung ändert.</translation>
    </message>
    <message>
        <source>Level after the mix.</source>
        <translation>Pegel nach der Mischung.</translation>
    </message>
    <message>
        <source>Stereo width</source>
        <translation>Stereobreite</translation>
    </message>
    <message>
        <source>Scales what differs between left and right; the mono sum stays the same.</source>
        <translation>Skaliert, worin sich links und rechts unterscheiden; die Monosumme bleibt gleich.</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>0 % is mono, 100 % leaves the sound as it is.</source>
        <translation>0 % ist mono, 100 % lässt den Klang, wie er ist.</translation>
    </message>
    <message>
        <source>Mono bass</source>
        <translation>Mono-Bass</translation>
    </message>
    <message>
        <source>Makes low frequencies mono.</source>
        <translation>Macht tiefe Frequenzen mono.</translation>
    </message>
    <message>
        <source>Mono below</source>
        <translation>Mono unter</translation>
    </message>
    <message>
        <source>Where the difference between left and right is 6 dB down.</source>
        <translation>Wo der Unterschied zwischen links und rechts um 6 dB abgesenkt ist.</translation>
    </message>
    <message>
        <source>Convolution reverb</source>
        <translation>Faltungshall</translation>
    </message>
    <message>
        <source>The sound of a room or a device, by its impulse response.</source>
        <translation>Der Klang eines Raums oder Geräts, aus seiner Impulsantwort.</translation>
    </message>
    <message>
        <source>Dry</source>
        <translation>Direktschall</translation>
    </message>
    <message>
        <source>Level of the sound as it came in; off at -96 dB.</source>
        <translation>Pegel des Klangs, wie er hereinkam; aus bei -96 dB.</translation>
    </message>
    <message>
        <source>Wet</source>
        <translation>Hall</translation>
    </message>
    <message>
        <source>Level of the reverb; off at -96 dB.</source>
        <translation>Pegel des Halls; aus bei -96 dB.</translation>
    </message>
    <message>
        <source>Wet only</source>
        <translation>Nur Hall</translation>
    </message>
    <message>
        <source>Leaves the dry sound out.</source>
        <translation>Lässt den Direktschall weg.</translation>
    </message>
    <message>
        <source>Width of a stereo reverb: 0 is mono, 100 as it is, above that wider.</source>
        <translation>Breite eines Stereohalls: 0 ist mono, 100 wie er ist, darüber breiter.</translation>
    </message>
    <message>
        <source>Ducking</source>
        <translation>Ducking</translation>
    </message>
    <message>
        <source>By how much at most the reverb is turned down while the dry sound is loud.</source>
        <translation>Um wie viel der Hall höchstens abgesenkt wird, solange der Direktschall laut ist.</translation>
    </message>
    <message>
        <source>Ducking threshold</source>
        <translation>Ducking-Schwelle</translation>
    </message>
    <message>
        <source>Level of the dry sound from which on the reverb is turned down, dB for dB.</source>
        <translation>Pegel des Direktschalls, ab dem der Hall abgesenkt wird, dB für dB.</translation>
    </message>
    <message>
        <source>Ducking attack</source>
        <translation>Ducking-Ansprechzeit</translation>
    </message>
    <message>
        <source>How fast the reverb is turned down.</source>
        <translation>Wie schnell der Hall abgesenkt wird.</translation>
    </message>
    <message>
        <source>Ducking release</source>
        <translation>Ducking-Rückstellzeit</translation>
    </message>
    <message>
        <source>How fast the reverb comes back.</source>
        <translation>Wie schnell der Hall zurückkommt.</translation>
    </message>
    <message>
        <source>Pre-delay</source>
        <translation>Vorverzögerung</translation>
    </message>
    <message>
        <source>Silence before the response, beyond what it has of its own.</source>
        <translation>Stille vor der Impulsantwort, über ihre eigene hinaus.</translation>
    </message>
    <message>
        <source>Trim start</source>
        <translation>Anfang kürzen</translation>
    </message>
    <message>
        <source>Cut from the response&apos;s beginning.</source>
        <translation>Wird am Anfang der Impulsantwort weggeschnitten.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Cuts the response&apos;s end: so much of it is kept, and all of it at 60 s.</source>
        <translation>Schneidet das Ende der Impulsantwort ab: so viel bleibt, und alles bei 60 s.</translation>
    </message>
    <message>
        <source>Fade in</source>
        <translation>Einblende</translation>
    </message>
    <message>
        <source>Raised-cosine fade at the response&apos;s beginning.</source>
        <translation>Kosinusförmige Blende am Anfang der Impulsantwort.</translation>
    </message>
    <message>
        <source>Fade out</source>
        <translation>Ausblende</translation>
    </message>
    <message>
        <source>Raised-cosine fade at the response&apos;s end.</source>
        <translation>Kosinusförmige Blende am Ende der Impulsantwort.</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>Rückwärts</translation>
    </message>
    <message>
        <source>Plays the response backwards.</source>
        <translation>Spielt die Impulsantwort rückwärts.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Plays the response slower or faster: a larger or smaller room, with its resonances moved.</source>
        <translation>Spielt die Impulsantwort langsamer oder schneller: ein größerer oder kleinerer Raum, dessen Resonanzen mitwandern.</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>Dehnung</translation>
    </message>
    <message>
        <source>Length of the late sound; its resonances stay where they are.</source>
        <translation>Länge des späten Schalls; seine Resonanzen bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Early/late split</source>
        <translation>Grenze früh/spät</translation>
    </message>
    <message>
        <source>Where the early sound ends, after the direct sound.</source>
        <translation>Wo der frühe Schall endet, nach dem Direktschall.</translation>
    </message>
    <message>
        <source>Early/late balance</source>
        <translation>Balance früh/spät</translation>
    </message>
    <message>
        <source>Turns the late sound down below 0, and the early sound above.</source>
        <translation>Senkt unter 0 den späten Schall ab, darüber den frühen.</translation>
    </message>
    <message>
        <source>Decay low</source>
        <translation>Nachhall tief</translation>
    </message>
    <message>
        <source>Reverberation time below the low crossover, as a share of the response&apos;s own.</source>
        <translation>Nachhallzeit unter der unteren Übergangsfrequenz, als Anteil der eigenen der Impulsantwort.</translation>
    </message>
    <message>
        <source>Decay mid</source>
        <translation>Nachhall mittel</translation>
    </message>
    <message>
        <source>Reverberation time between the crossovers, as a share of the response&apos;s own.</source>
        <translation>Nachhallzeit zwischen den Übergangsfrequenzen, als Anteil der eigenen der Impulsantwort.</translation>
    </message>
    <message>
        <source>Decay high</source>
        <translation>Nachhall hoch</translation>
    </message>
    <message>
        <source>Reverberation time above the high crossover, as a share of the response&apos;s own.</source>
        <translation>Nachhallzeit über der oberen Übergangsfrequenz, als Anteil der eigenen der Impulsantwort.</translation>
    </message>
    <message>
        <source>Low crossover</source>
        <translation>Unterer Übergang</translation>
    </message>
    <message>
        <source>Where the low band of the decay ends.</source>
        <translation>Wo das tiefe Band des Nachhalls endet.</translation>
    </message>
    <message>
        <source>High crossover</source>
        <translation>Oberer Übergang</translation>
    </message>
    <message>
        <source>Where the high band of the decay begins.</source>
        <translation>Wo das hohe Band des Nachhalls beginnt.</translation>
    </message>
    <message>
        <source>Low cut</source>
        <translation>Tiefen schneiden</translation>
    </message>
    <message>
        <source>Takes the reverb&apos;s bass away, 12 dB per octave; off at 10 Hz.</source>
        <translation>Nimmt den Bass des Halls weg, 12 dB pro Oktave; aus bei 10 Hz.</translation>
    </message>
    <message>
        <source>High cut</source>
        <translation>Höhen schneiden</translation>
    </message>
    <message>
        <source>Takes the reverb&apos;s treble away, 12 dB per octave; off at 24 kHz.</source>
        <translation>Nimmt die Höhen des Halls weg, 12 dB pro Oktave; aus bei 24 kHz.</translation>
    </message>
    <message>
        <source>Bass of the reverb.</source>
        <translation>Bass des Halls.</translation>
    </message>
    <message>
        <source>Low shelf frequency</source>
        <translation>Frequenz Tiefen-Kuhschwanz</translation>
    </message>
    <message>
        <source>Middle of the low shelf.</source>
        <translation>Mitte des Tiefen-Kuhschwanzfilters.</translation>
    </message>
    <message>
        <source>Treble of the reverb.</source>
        <translation>Höhen des Halls.</translation>
    </message>
    <message>
        <source>High shelf frequency</source>
        <translation>Frequenz Höhen-Kuhschwanz</translation>
    </message>
    <message>
        <source>Middle of the high shelf.</source>
        <translation>Mitte des Höhen-Kuhschwanzfilters.</translation>
    </message>
    <message>
        <source>Normalise</source>
        <translation>Normalisieren</translation>
    </message>
    <message>
        <source>What is brought to 1 before the gain.</source>
        <translation>Was vor der Verstärkung auf 1 gebracht wird.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Largest sample</source>
        <translation>Größtes Sample</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Level of the response.</source>
        <translation>Pegel der Impulsantwort.</translation>
    </message>
    <message>
        <source>Path order</source>
        <translation>Reihenfolge der Wege</translation>
    </message>
    <message>
        <source>Order of a response with a channel for each pair of input and output: LL LR RL RR, or LL RL LR RR.</source>
        <translation>Reihenfolge einer Impulsantwort mit einem Kanal für jedes Paar aus Eingang und Ausgang: LL LR RL RR oder LL RL LR RR.</translation>
    </message>
    <message>
        <source>By input (LL LR RL RR)</source>
        <translation>Nach Eingang (LL LR RL RR)</translation>
    </message>
    <message>
        <source>By output (LL RL LR RR)</source>
        <translation>Nach Ausgang (LL RL LR RR)</translation>
    </message>
    <message>
        <source>Impulse response</source>
        <translation>Impulsantwort</translation>
    </message>
    <message>
        <source>A file of any rate and length up to 60 s at 192 kHz, or the name of a built-in response.</source>
        <translation>Eine Datei beliebiger Rate und Länge bis 60 s bei 192 kHz oder der Name einer eingebauten Impulsantwort.</translation>
    </message>
    <message>
        <source>True-peak limiter</source>
        <translation>True-Peak-Limiter</translation>
    </message>
    <message>
        <source>Keeps every peak, also those between the samples, below a ceiling.</source>
        <translation>Hält jede Spitze, auch die zwischen den Samples, unter einer Obergrenze.</translation>
    </message>
    <message>
        <source>Highest true peak of the output, by ITU-R BS.1770 with 32-fold oversampling.</source>
        <translation>Höchster True Peak des Ausgangs, nach ITU-R BS.1770 mit 32-facher Überabtastung.</translation>
    </message>
    <message>
        <source>Gain before the limiter.</source>
        <translation>Verstärkung vor dem Limiter.</translation>
    </message>
    <message>
        <source>How the gain comes back after a peak.</source>
        <translation>Wie die Verstärkung nach einer Spitze zurückkommt.</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>Durchsichtig</translation>
    </message>
    <message>
        <source>Punchy</source>
        <translation>Druckvoll</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glatt</translation>
    </message>
    <message>
        <source>Loud</source>
        <translation>Laut</translation>
    </message>
    <message>
        <source>How long before a peak the gain begins to fall; the latency stays the same.</source>
        <translation>Wie lange vor einer Spitze die Verstärkung zu fallen beginnt; die Latenz bleibt gleich.</translation>
    </message>
    <message>
        <source>Time constant with which the gain comes back; the character scales it.</source>
        <translation>Zeitkonstante, mit der die Verstärkung zurückkommt; der Charakter skaliert sie.</translation>
    </message>
    <message>
        <source>Lets lasting reduction go back slowly and single peaks fast.</source>
        <translation>Lässt anhaltende Absenkung langsam und einzelne Spitzen schnell zurückgehen.</translation>
    </message>
    <message>
        <source>Dither</source>
        <translation>Dither</translation>
    </message>
    <message>
        <source>Rounds to the delivered word length without distortion; the last stage of a chain.</source>
        <translation>Rundet ohne Verzerrung auf die gelieferte Wortlänge; die letzte Stufe einer Kette.</translation>
    </message>
    <message>
        <source>Word length</source>
        <translation>Wortlänge</translation>
    </message>
    <message>
        <source>Bits of the delivered samples; auto follows the file that is written.</source>
        <translation>Bits der gelieferten Samples; automatisch folgt der Datei, die geschrieben wird.</translation>
    </message>
    <message>
        <source>As the file</source>
        <translation>Wie die Datei</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>20 bits</source>
        <translation>20 Bit</translation>
    </message>
    <message>
        <source>24 bits</source>
        <translation>24 Bit</translation>
    </message>
    <message>
        <source>How the rounding error sounds: as white noise, or moved to where the ear hears it least.</source>
        <translation>Wie der Rundungsfehler klingt: als weißes Rauschen oder dorthin verschoben, wo das Ohr ihn am wenigsten hört.</translation>
    </message>
    <message>
        <source>None (plain rounding)</source>
        <translation>Keiner (einfaches Runden)</translation>
    </message>
    <message>
        <source>TPDF</source>
        <translation>TPDF</translation>
    </message>
    <message>
        <source>TPDF, high-passed</source>
        <translation>TPDF, hochpassgefiltert</translation>
    </message>
    <message>
        <source>Noise-shaped, light</source>
        <translation>Rauschformung, leicht</translation>
    </message>
    <message>
        <source>Noise-shaped, medium</source>
        <translation>Rauschformung, mittel</translation>
    </message>
    <message>
        <source>Noise-shaped, strong</source>
        <translation>Rauschformung, stark</translation>
    </message>
    <message>
        <source>Amplitude of the added noise; 100 % removes all distortion, less leaves some.</source>
        <translation>Amplitude des zugefügten Rauschens; 100 % entfernt alle Verzerrung, weniger lässt etwas übrig.</translation>
    </message>
    <message>
        <source>Blank silence</source>
        <translation>Stille leer lassen</translation>
    </message>
    <message>
        <source>Lets digital silence stay digital silence, from 0.1 s after the last sample that is not 0.</source>
        <translation>Lässt digitale Stille digitale Stille bleiben, ab 0,1 s nach dem letzten Sample, das nicht 0 ist.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>Turns the selected cells up or down, with fades in time and in frequency.</source>
        <translation>Hebt die gewählten Zellen an oder senkt sie ab, mit Blenden in Zeit und Frequenz.</translation>
    </message>
    <message>
        <source>How long the change takes to set in, from the selection&apos;s beginning.</source>
        <translation>Wie lange die Änderung vom Beginn der Auswahl an braucht, um einzusetzen.</translation>
    </message>
    <message>
        <source>How long the change takes to end, before the selection&apos;s end.</source>
        <translation>Wie lange die Änderung vor dem Ende der Auswahl braucht, um aufzuhören.</translation>
    </message>
    <message>
        <source>Low fade</source>
        <translation>Blende unten</translation>
    </message>
    <message>
        <source>How far above the selection&apos;s lower edge the change is reached.</source>
        <translation>Wie weit über dem unteren Rand der Auswahl die Änderung erreicht ist.</translation>
    </message>
    <message>
        <source>High fade</source>
        <translation>Blende oben</translation>
    </message>
    <message>
        <source>How far below the selection&apos;s upper edge the change is reached.</source>
        <translation>Wie weit unter dem oberen Rand der Auswahl die Änderung erreicht ist.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Silences the selected cells.</source>
        <translation>Macht die gewählten Zellen still.</translation>
    </message>
    <message>
        <source>Attenuate</source>
        <translation>Abschwächen</translation>
    </message>
    <message>
        <source>Turns what is louder than its surroundings down to their level.</source>
        <translation>Senkt, was lauter als seine Umgebung ist, auf deren Pegel ab.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Share of the excess level, in dB, that is taken away.</source>
        <translation>Anteil des überschüssigen Pegels, in dB, der weggenommen wird.</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>Level of the result against the surroundings.</source>
        <translation>Pegel des Ergebnisses gegen die Umgebung.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Where the level is taken from.</source>
        <translation>Woher der Pegel genommen wird.</translation>
    </message>
    <message>
        <source>Around</source>
        <translation>Ringsum</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Above</source>
        <translation>Darüber</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>Darunter</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>How much sound before and behind counts as surroundings.</source>
        <translation>Wie viel Klang davor und dahinter als Umgebung zählt.</translation>
    </message>
    <message>
        <source>Heal</source>
        <translation>Heilen</translation>
    </message>
    <message>
        <source>Fills the selection from its surroundings: tones run on, noise stays noise.</source>
        <translation>Füllt die Auswahl aus ihrer Umgebung: Töne laufen weiter, Rauschen bleibt Rauschen.</translation>
    </message>
    <message>
        <source>How much sound on each side is learned from.</source>
        <translation>Aus wie viel Klang auf jeder Seite gelernt wird.</translation>
    </message>
    <message>
        <source>Texture</source>
        <translation>Textur</translation>
    </message>
    <message>
        <source>Share of the noise that its surroundings say is missing.</source>
        <translation>Anteil des Rauschens, das nach der Umgebung fehlt.</translation>
    </message>
    <message>
        <source>Which sides it is healed from.</source>
        <translation>Von welchen Seiten aus geheilt wird.</translation>
    </message>
    <message>
        <source>By weights</source>
        <translation>Nach Gewichten</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>How tones run on: predicted (best for steady sound), as partials that may glide, or what does better beside the selection.</source>
        <translation>Wie Töne weiterlaufen: vorhergesagt (am besten für ruhigen Klang), als Teiltöne, die gleiten dürfen, oder was neben der Auswahl besser trifft.</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Partials</source>
        <translation>Teiltöne</translation>
    </message>
    <message>
        <source>What this side counts when healed from weights.</source>
        <translation>Was diese Seite zählt, wenn nach Gewichten geheilt wird.</translation>
    </message>
    <message>
        <source>Partials + noise</source>
        <translation>Teiltöne + Rauschen</translation>
    </message>
    <message>
        <source>Leads the partials on both sides through the selection, gliding where they glide, and adds noise to match.</source>
        <translation>Führt die Teiltöne beider Seiten durch die Auswahl, gleitend, wo sie gleiten, und fügt passendes Rauschen hinzu.</translation>
    </message>
    <message>
        <source>Share of the noise that is not partials.</source>
        <translation>Anteil des Rauschens, das keine Teiltöne ist.</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Puts the best matching passage from elsewhere into the selection.</source>
        <translation>Setzt die am besten passende Stelle von anderswo in die Auswahl.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>How far away the passage may be, earlier and later.</source>
        <translation>Wie weit die Stelle entfernt sein darf, früher und später.</translation>
    </message>
    <message>
        <source>How much sound on each side has to match.</source>
        <translation>Wie viel Klang auf jeder Seite passen muss.</translation>
    </message>
    <message>
        <source>Fill with noise</source>
        <translation>Mit Rauschen füllen</translation>
    </message>
    <message>
        <source>Replaces the selected cells by noise as loud as their surroundings.</source>
        <translation>Ersetzt die gewählten Zellen durch Rauschen, das so laut ist wie ihre Umgebung.</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>Klonen</translation>
    </message>
    <message>
        <source>Puts what is heard at another time or frequency into the selection.</source>
        <translation>Setzt in die Auswahl, was zu einer anderen Zeit oder auf einer anderen Frequenz zu hören ist.</translation>
    </message>
    <message>
        <source>Where the source is, from the selection: below 0 is earlier.</source>
        <translation>Wo die Quelle liegt, von der Auswahl aus: unter 0 ist früher.</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Verschiebung</translation>
    </message>
    <message>
        <source>How far the copy is moved in frequency.</source>
        <translation>Um wie viel die Kopie in der Frequenz verschoben wird.</translation>
    </message>
    <message>
        <source>Level of the copy.</source>
        <translation>Pegel der Kopie.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Addieren</translation>
    </message>
    <message>
        <source>Adds the copy to what is there instead of replacing it.</source>
        <translation>Addiert die Kopie zu dem, was da ist, statt es zu ersetzen.</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Weichzeichnen</translation>
    </message>
    <message>
        <source>Smooths the selected magnitudes over time and frequency.</source>
        <translation>Glättet die gewählten Beträge über Zeit und Frequenz.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>How far it is smoothed in time, from edge to edge.</source>
        <translation>Wie weit über die Zeit geglättet wird, von Rand zu Rand.</translation>
    </message>
    <message>
        <source>How far it is smoothed in frequency, from edge to edge.</source>
        <translation>Wie weit über die Frequenz geglättet wird, von Rand zu Rand.</translation>
    </message>
    <message>
        <source>master</source>
        <translation>Mastering</translation>
    </message>
    <message>
        <source>Gentle tone, a little glue, a true-peak limiter and dither: the default.</source>
        <translation>Behutsamer Klang, etwas Zusammenhalt, ein True-Peak-Limiter und Dither: der Standard.</translation>
    </message>
    <message>
        <source>transparent</source>
        <translation>Durchsichtig</translation>
    </message>
    <message>
        <source>Level only: the true-peak limiter and dither, nothing else.</source>
        <translation>Nur Pegel: der True-Peak-Limiter und Dither, sonst nichts.</translation>
    </message>
    <message>
        <source>gentle</source>
        <translation>Behutsam</translation>
    </message>
    <message>
        <source>For acoustic music: slow parallel compression and a smooth limiter.</source>
        <translation>Für akustische Musik: langsame Parallelkompression und ein glatter Limiter.</translation>
    </message>
    <message>
        <source>loud</source>
        <translation>Laut</translation>
    </message>
    <message>
        <source>For dense modern mixes: firmer compression, saturation, mono bass and a loud limiter.</source>
        <translation>Für dichte moderne Mischungen: straffere Kompression, Sättigung, Mono-Bass und ein lauter Limiter.</translation>
    </message>
    <message>
        <source>speech</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>For spoken word: rumble off, presence up, an even level.</source>
        <translation>Für gesprochenes Wort: Rumpeln weg, Präsenz hoch, gleichmäßiger Pegel.</translation>
    </message>
    <message>
        <source>reverb</source>
        <translation>Hall</translation>
    </message>
    <message>
        <source>A little of the built-in hall, without its bass, that gives way to loud passages; then the limiter and dither.</source>
        <translation>Ein wenig des eingebauten Saals ohne seinen Bass, der lauten Stellen Platz macht; dann Limiter und Dither.</translation>
    </message>
    <message>
        <source>Band 2 on</source>
        <translation>Band 2 an</translation>
    </message>
    <message>
        <source>Band 2 type</source>
        <translation>Band 2 Typ</translation>
    </message>
    <message>
        <source>Band 2 frequency</source>
        <translation>Band 2 Frequenz</translation>
    </message>
    <message>
        <source>Band 2 gain</source>
        <translation>Band 2 Verstärkung</translation>
    </message>
    <message>
        <source>Band 2 Q</source>
        <translation>Band 2 Güte</translation>
    </message>
    <message>
        <source>Band 2 slope</source>
        <translation>Band 2 Steilheit</translation>
    </message>
    <message>
        <source>Band 2 channels</source>
        <translation>Band 2 Kanäle</translation>
    </message>
    <message>
        <source>Band 3 on</source>
        <translation>Band 3 an</translation>
    </message>
    <message>
        <source>Band 3 type</source>
        <translation>Band 3 Typ</translation>
    </message>
    <message>
        <source>Band 3 frequency</source>
        <translation>Band 3 Frequenz</translation>
    </message>
    <message>
        <source>Band 3 gain</source>
        <translation>Band 3 Verstärkung</translation>
    </message>
    <message>
        <source>Band 3 Q</source>
        <translation>Band 3 Güte</translation>
    </message>
    <message>
        <source>Band 3 slope</source>
        <translation>Band 3 Steilheit</translation>
    </message>
    <message>
        <source>Band 3 channels</source>
        <translation>Band 3 Kanäle</translation>
    </message>
    <message>
        <source>Band 4 on</source>
        <translation>Band 4 an</translation>
    </message>
    <message>
        <source>Band 4 type</source>
        <translation>Band 4 Typ</translation>
    </message>
    <message>
        <source>Band 4 frequency</source>
        <translation>Band 4 Frequenz</translation>
    </message>
    <message>
        <source>Band 4 gain</source>
        <translation>Band 4 Verstärkung</translation>
    </message>
    <message>
        <source>Band 4 Q</source>
        <translation>Band 4 Güte</translation>
    </message>
    <message>
        <source>Band 4 slope</source>
        <translation>Band 4 Steilheit</translation>
    </message>
    <message>
        <source>Band 4 channels</source>
        <translation>Band 4 Kanäle</translation>
    </message>
    <message>
        <source>Band 5 on</source>
        <translation>Band 5 an</translation>
    </message>
    <message>
        <source>Band 5 type</source>
        <translation>Band 5 Typ</translation>
    </message>
    <message>
        <source>Band 5 frequency</source>
        <translation>Band 5 Frequenz</translation>
    </message>
    <message>
        <source>Band 5 gain</source>
        <translation>Band 5 Verstärkung</translation>
    </message>
    <message>
        <source>Band 5 Q</source>
        <translation>Band 5 Güte</translation>
    </message>
    <message>
        <source>Band 5 slope</source>
        <translation>Band 5 Steilheit</translation>
    </message>
    <message>
        <source>Band 5 channels</source>
        <translation>Band 5 Kanäle</translation>
    </message>
    <message>
        <source>Band 6 on</source>
        <translation>Band 6 an</translation>
    </message>
    <message>
        <source>Band 6 type</source>
        <translation>Band 6 Typ</translation>
    </message>
    <message>
        <source>Band 6 frequency</source>
        <translation>Band 6 Frequenz</translation>
    </message>
    <message>
        <source>Band 6 gain</source>
        <translation>Band 6 Verstärkung</translation>
    </message>
    <message>
        <source>Band 6 Q</source>
        <translation>Band 6 Güte</translation>
    </message>
    <message>
        <source>Band 6 slope</source>
        <translation>Band 6 Steilheit</translation>
    </message>
    <message>
        <source>Band 6 channels</source>
        <translation>Band 6 Kanäle</translation>
    </message>
    <message>
        <source>Band 7 on</source>
        <translation>Band 7 an</translation>
    </message>
    <message>
        <source>Band 7 type</source>
        <translation>Band 7 Typ</translation>
    </message>
    <message>
        <source>Band 7 frequency</source>
        <translation>Band 7 Frequenz</translation>
    </message>
    <message>
        <source>Band 7 gain</source>
        <translation>Band 7 Verstärkung</translation>
    </message>
    <message>
        <source>Band 7 Q</source>
        <translation>Band 7 Güte</translation>
    </message>
    <message>
        <source>Band 7 slope</source>
        <translation>Band 7 Steilheit</translation>
    </message>
    <message>
        <source>Band 7 channels</source>
        <translation>Band 7 Kanäle</translation>
    </message>
    <message>
        <source>Band 8 on</source>
        <translation>Band 8 an</translation>
    </message>
    <message>
        <source>Band 8 type</source>
        <translation>Band 8 Typ</translation>
    </message>
    <message>
        <source>Band 8 frequency</source>
        <translation>Band 8 Frequenz</translation>
    </message>
    <message>
        <source>Band 8 gain</source>
        <translation>Band 8 Verstärkung</translation>
    </message>
    <message>
        <source>Band 8 Q</source>
        <translation>Band 8 Güte</translation>
    </message>
    <message>
        <source>Band 8 slope</source>
        <translation>Band 8 Steilheit</translation>
    </message>
    <message>
        <source>Band 8 channels</source>
        <translation>Band 8 Kanäle</translation>
    </message>
</context>
</TS>
