#include "completion/request_words.h"

namespace treewright::completion {
namespace {

/// Whether `words`, apart by spaces or line ends, holds `word`.
bool holds(std::string_view words, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = 0; (at = words.find(word, at)) != std::string_view::npos; at += word.size()) {
    const std::size_t end = at + word.size();
    const auto is_gap = [&](std::size_t i) {
      return i >= words.size() || words[i] == ' ' || words[i] == '\n';
    };
    if ((at == 0 || is_gap(at - 1)) && is_gap(end)) return true;
  }
  return false;
}

constexpr std::string_view request_verbs = R"(
accept accumulate add adjust advance align allocate allow append apply arrange ask assert assign attach await
average back bail bind bisect block break bucket build bump bundle cache calculate call cap capitalise capitalize
cast catch chain change check choose chop chunk clamp clean clear clip clone close coerce collapse collect combine
come commit compare compile complain complete compose compress compute concat concatenate configure confirm connect
construct consume continue convert copy count crash create crop cumulate cut deal decode decompress decorate decrease
decrement decrypt dedent dedup deduplicate deep default define delete delay deposit dequeue derive deserialise
deserialize detect determine die dict disable discard disconnect dispatch display divide do double download drain draw
drop dump duplicate echo emit empty enable encode encrypt end enqueue ensure enter enumerate erase escape establish
estimate evaluate even exchange exclude execute exit expand expect export expose extend extract fail fall fetch fill
filter finalise finalize find finish fire fit flag flatten flip floor flush fold follow force fork form format
forward free freeze gather generate get give go grab group grow guard guess gunzip gzip halve handle hash hide highlight
hit identify ignore implement import include increase increment indent index infer inform init initialise initialize
insert inspect instantiate interleave interpolate intersect invert invoke issue iterate join jump keep kill label
launch leave let limit list listen load locate lock log look loop lower lowercase make map mark mask match max maximise
maximize mean measure merge min minimise minimize mirror mix modify monitor mount move multiply name negate nest
normalise normalize notify number obtain offset omit open order output overwrite pack pad paginate parse partition
pass paste pause peek percent perform permute persist pick ping pivot place plot poll pop populate post prefix prepare
prepend pretty print process produce prompt propagate prune publish pull push put query queue quit quote raise randomise
randomize rank read rebuild receive recompute record recurse redirect reduce refresh refuse register reindex reject
release reload remember remove rename render reorder repeat replace reply report request require rescale reset reshape
resize resolve respond restart restore restrict resume retain retrieve retry return reuse reverse revert rewind rewrite
rotate round run sample sanitise sanitize save scale scan schedule scrape scroll search see seed seek select send
separate serialise serialize serve set setup shift shorten show shrink shuffle shut simulate skip sleep slice slide
snap solve sort spawn split square squeeze stack standardise standardize start stop store stream strip subtract
sum summarise summarize swap switch sync tail take tally tear tell terminate test throw time toggle tokenise tokenize
total trace track train transform translate transpose traverse treat trigger trim trip truncate try turn unescape
union unlink unlock unpack unregister unwrap unzip update upload uppercase use validate verify visit wait walk warn
weigh withdraw wrap write yield zip
)";

constexpr std::string_view work_verbs = R"(
add allow ask avoid bump change check clean cleanup complete consider decide deprecate do document drop ensure explain
extend figure finish fix handle ignore implement improve investigate keep leave let look make migrate move optimise
optimize port prevent profile reconsider refactor remove rename replace review revisit rewrite rework simplify speed
support switch test think tidy try tune update upgrade use verify
)";

constexpr std::string_view english_particles = R"(
a about above after all also an and any are as at back be been before below between both but by can do does each else
every exactly few first for from get greater has have how if in into is it its last least less lines list many more
most new next no not number of off on one only or other otherwise out over per print return same second sorted than
that the their them then there they third this to true two under unless until up value values was when where whether
which while who whose with without
)";

constexpr std::string_view foreign_particles = R"(
aber alle auf aus ausgeben bei berechne berechnet das datei dateien dem den der des durch ein eine einem einen einer
eines ergebnis falls gib gibt ist jede jeden jeder jedes kein keine lese lesen mit nach nicht nur oder schreibe
schreiben sind sortiere sortieren und von wenn werden werte wird zeile zeilen zum zur
affiche afficher avec calcule calculer cette chaque dans du elle est et fichier fichiers la le les leur lire
liste lui nom nous où pas renvoie renvoyer retourne retourner ses trier une utilisateur utilisateurs valeur valeurs
vous
archivo archivos cada calcula calcular como cuando devolver devuelve el ella ellos escribir imprime imprimir
leer las los lista mostrar nombre nombres ordena ordenar para pero por que suma una usuario usuarios
arquivo arquivos das em mostra nomes ordenar pelo pela retorna retornar são uma valores você
che dalla degli dei della delle di gli leggi nel nella ordina restituisce scrivi sono stampa tutti utenti
bestand een elke geef het lees lijst naar niet schrijf sorteer terug uit voor waarde wordt zijn
czy dla jest lub nie oraz plik przez się wypisz zwróć
att det ej ett för inte och som är
bir dosya için ile liste oku yaz yazdır
aku dari dengan itu nama tampilkan untuk yang
)";

constexpr std::string_view section_words = R"(
aliases api arguments attributes boilerplate classes commands config configuration constants constructor constructors
data declarations decorators defaults definitions endpoints enums errors events exceptions exports fields fixtures
functions getters globals handlers helpers hooks implementation imports initialisation initialization interface
internals logging macros main members methods middleware misc miscellaneous models mutators operators options overrides
parameters params permissions preamble private properties protected public routes section serializers settings setters
setup signals stuff subclasses tables teardown tests types typing utilities utils validators variables views widgets
)";

}  // namespace

bool is_request_verb(std::string_view word) {
  if (holds(request_verbs, word)) return true;
  const bool third_person = word.ends_with('s') && word.size() > 3;
  if (third_person && holds(request_verbs, word.substr(0, word.size() - 1))) return true;
  return word.ends_with("es") && word.size() > 4 && holds(request_verbs, word.substr(0, word.size() - 2));
}

bool is_work_verb(std::string_view word) { return holds(work_verbs, word); }
bool is_english_particle(std::string_view word) { return holds(english_particles, word); }
bool is_foreign_particle(std::string_view word) { return holds(foreign_particles, word); }
bool is_section_word(std::string_view word) { return holds(section_words, word); }

}  // namespace treewright::completion
